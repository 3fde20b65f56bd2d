import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { cleanEnvironment } from '../support/clean-environment.ts';

export type BarePage = AsyncDisposable & { readonly page: Page };

/** The limit that a key press is held against: a window of the same Electron that changes one figure per press. */
export async function startBarePage(userData: string): Promise<BarePage> {
  const app = await _electron.launch({
    args: [join(import.meta.dirname, 'bare-page'), `--user-data-dir=${userData}`],
    chromiumSandbox: true,
    env: cleanEnvironment({}),
  });
  return { page: await app.firstWindow(), [Symbol.asyncDispose]: () => app.close() };
}
