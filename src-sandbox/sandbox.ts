import fastify, { type FastifyInstance } from 'fastify';
import { assemble, type Parts, type Surroundings } from './assemble.ts';
import { ControlClient } from './control-client.ts';
import { openControlDoor } from './control/control-door.ts';
import { openGraphDoor, refuseUnroutable } from './graph/graph-door.ts';
import { acceptRawBodies } from './json-body.ts';
import { sandboxOptionsSchema, type SandboxOptions } from './options.ts';
import { openPage } from './page/page-door.ts';
import type { BusinessAccount } from './world/account.ts';

/** A running pretend Meta. Dispose it to close its port and drop everything pending. */
export type Sandbox = AsyncDisposable & {
  /** Base of the Graph API (`${url}/v26.0/…`) and of the control door. */
  readonly url: string;
  /** For playing customer and owner by hand in a browser. */
  readonly page: string;
  readonly account: BusinessAccount;
  /** Talks to this sandbox over HTTP. */
  readonly control: ControlClient;
  readonly close: () => Promise<void>;
};

export async function startSandbox(options: SandboxOptions, surroundings: Surroundings = {}): Promise<Sandbox> {
  const settings = sandboxOptionsSchema.parse(options);
  const parts = assemble(settings, surroundings);
  const app = fastify({
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) => {
      refuseUnroutable(reply, parts.graph.ids);
    },
  });
  await openDoors(app, parts);
  const url = await app.listen({ port: settings.port, host: settings.host });
  parts.graph.media.serveAt(url);
  if (settings.play !== undefined) parts.player.start();
  const close = async (): Promise<void> => {
    parts.player.close();
    parts.control.director.close();
    parts.control.phoneShare.close();
    parts.control.deliverer.close();
    parts.graph.subscriptions.close();
    parts.control.callback.close();
    await app.close();
  };
  const { account } = parts.graph;
  return { url, page: `${url}/`, account, control: new ControlClient(url), close, [Symbol.asyncDispose]: close };
}

async function openDoors(app: FastifyInstance, parts: Parts): Promise<void> {
  acceptRawBodies(app);
  openGraphDoor(app, parts.graph);
  await openControlDoor(app, parts.control);
  await openPage(app);
}
