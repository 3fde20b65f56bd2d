import { setInterval } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startTestPostgres } from '../../src-relay/db/testing/test-postgres.ts';
import { SendingWorld } from '../../src-relay/testing/sending-world.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { startSandbox, type Sandbox } from '../../src-sandbox/sandbox.ts';
import { Receiver } from '../../src-sandbox/testing/receiver.ts';
import { customerNumber } from '../support/customer.ts';

const SENDS = 150;
const WRITTEN = 24;
/** So often customers write meanwhile, in milliseconds. */
const WRITE_EVERY_MS = 400;
/** Of the 20 messages a second, in and out, that the sandbox allows the number: what may be used in any second, 0.85. */
const MOST_PER_SECOND = 17;

async function writeMeanwhile({ control }: Sandbox): Promise<void> {
  const ticks = setInterval(WRITE_EVERY_MS)[Symbol.asyncIterator]();
  for (let written = 0; written < WRITTEN; written += 1) {
    await ticks.next();
    await control.customerWrites({ from: customerNumber(5000 + written), name: 'Ben', text: 'Are you open?' });
  }
  await ticks.return?.();
}

async function hearWritten(receiver: Receiver, world: SendingWorld): Promise<void> {
  for (let heard = 1; heard <= WRITTEN; heard += 1) {
    const { json } = (await receiver.received(heard))[heard - 1] ?? {};
    world.now = epochMs(Date.now());
    await world.hear(json);
  }
}

test('W1 G10 replies at once, while customers write, leave one number without a refusal for being too fast', async () => {
  await using postgres = await startTestPostgres();
  await using receiver = await new Receiver('verify').start();
  await using sandbox = await startSandbox({
    verifyToken: 'verify',
    appSecret: 'secret',
    token: 'secret',
    phoneNumberId: '100200300',
    callbackUrl: receiver.url,
    statuses: 'manual',
  });
  await using world = await SendingWorld.open(await postgres.createDatabase());
  for (let count = 1; count <= SENDS; count += 1) await world.waitingAnswer();
  const startedAt = performance.now();
  const running = await world.run(sandbox.url);
  await Promise.all([writeMeanwhile(sandbox), hearWritten(receiver, world)]);
  await expect.poll(() => world.outcomes(), { timeout: 120_000 }).toMatchObject({ accepted: SENDS });
  const seconds = (performance.now() - startedAt) / 1000;
  expect(await world.outcomes()).toEqual({ accepted: SENDS });
  await running[Symbol.asyncDispose]();
  expect((SENDS + WRITTEN) / seconds).toBeLessThan(MOST_PER_SECOND);
}, 180_000);
