import { _electron, type ElectronApplication } from '@playwright/test';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../src-relay/db/embedded-postgres.ts';
import { cleanEnvironment } from '../support/clean-environment.ts';
import { projectRoot } from '../support/project-root.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { TempFolder } from '../support/temp-folder.ts';
import { buildBareChain } from './bare-chain/build.ts';
import type { Chain } from './chain.ts';

const readySchema = z.object({ url: z.url() });

/**
 * The limit that the round trip is held against: the same hops (door, commit, socket, main, port, worker, IndexedDB,
 * DOM, frame) with nothing of ours in between.
 */
export async function startBareChain(folder: TempFolder, appSecret: string): Promise<Chain> {
  await using stack = new AsyncDisposableStack();
  const built = folder.at('bare-app');
  await buildBareChain(built);
  const postgres = stack.use(await startEmbeddedPostgres({ folder: folder.at('bare-postgres') }));
  const server = await ServerProcess.start(['tests/bench/bare-chain/server.ts'], {
    DATABASE_URL: postgres.url(),
    APP_SECRET: appSecret,
  });
  stack.defer(async () => {
    await server.end('SIGTERM');
  });
  const { url } = readySchema.parse(server.ready);
  const app = await launch(built, { relayUrl: url, userData: folder.at('bare-console') });
  stack.defer(() => app.close());
  const page = await app.firstWindow();
  const owned = stack.move();
  return { webhookUrl: url, page, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function launch(
  folder: string,
  { relayUrl, userData }: { readonly relayUrl: string; readonly userData: string },
): Promise<ElectronApplication> {
  return _electron.launch({
    cwd: projectRoot,
    args: [folder, `--user-data-dir=${userData}`],
    chromiumSandbox: true,
    env: cleanEnvironment({ BARE_RELAY_URL: relayUrl }),
  });
}
