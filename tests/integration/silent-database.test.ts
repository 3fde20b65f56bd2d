import { expect, test } from 'vitest';

import { startGraphServer } from '../../src-relay/cloud-api/testing/graph-server.ts';
import { startTestPostgres } from '../../src-relay/db/testing/test-postgres.ts';
import { ConsoleClient } from '../../src-relay/fanout/testing/console-client.ts';
import { RelayProcess } from '../../src-relay/testing/relay-process.ts';
import { TcpBalancer } from '../support/tcp-balancer.ts';

/** More than the door has connections. */
const AT_ONCE = 12;
/** Both of them need the connections that went silent to be given up. */
const DOOR_OPENS_WITHIN_MS = 30_000;
const SHOWN_WITHIN_MS = 60_000;

test('L2 a PostgreSQL that is lost without a word is given up, and served from again by new connections', async () => {
  await using postgres = await startTestPostgres();
  const url = new URL(await postgres.createDatabase());
  await using network = await TcpBalancer.start([Number(url.port)]);
  url.port = String(network.port);
  await using graph = await startGraphServer();
  await using relay = await RelayProcess.start({ databaseUrl: url.href, graphUrl: graph.url });
  await crowdWrites(relay, 'before');

  network.fallSilent();
  const answered = () =>
    crowdWrites(relay, 'after').then(
      () => true,
      () => false,
    );
  await expect.poll(answered, { timeout: DOOR_OPENS_WITHIN_MS }).toBe(true);
  await expect.poll(() => isShown(relay, 'after'), { timeout: SHOWN_WITHIN_MS }).toBe(true);
}, 120_000);

/** So many at once that every connection of the door is used. */
async function crowdWrites(relay: RelayProcess, text: string): Promise<void> {
  await Promise.all(Array.from({ length: AT_ONCE }, (_none, index) => relay.customerWrites(`${text}-${index}`)));
}

/** Whether somebody who opens a console now sees a message that begins so. */
async function isShown({ url, agentToken: token }: RelayProcess, text: string): Promise<boolean> {
  await using console = await ConsoleClient.open({ url, token });
  const isWhole = await console
    .next('snapshot', ({ done }) => done)
    .then(
      () => true,
      () => false,
    );
  const messages = console.snapshot.flatMap((conversation) => conversation.messages);
  return isWhole && messages.some((message) => message.text?.startsWith(text) === true);
}
