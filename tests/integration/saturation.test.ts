import { expect, test } from 'vitest';
import { startTestPostgres } from '../../src-relay/db/testing/test-postgres.ts';
import { SendingWorld } from '../../src-relay/testing/sending-world.ts';
import { startSandbox } from '../../src-sandbox/sandbox.ts';

const SENDS = 200;
/** The number's throughput is 20 messages a second, as the sandbox holds it; ¾ of it are used. */
const STEADY_PER_SECOND = 15;

test('W1 G10 two hundred replies at once leave one number without a refusal for being too fast', async () => {
  await using postgres = await startTestPostgres();
  await using sandbox = await startSandbox({
    verifyToken: 'verify',
    appSecret: 'secret',
    token: 'secret',
    phoneNumberId: '100200300',
  });
  await using world = await SendingWorld.open(await postgres.createDatabase());
  for (let count = 1; count <= SENDS; count += 1) await world.waitingAnswer();
  const startedAt = performance.now();
  const running = await world.run(sandbox.url);
  await expect.poll(() => world.outcomes(), { timeout: 120_000 }).toMatchObject({ accepted: SENDS });
  const seconds = (performance.now() - startedAt) / 1000;
  expect(await world.outcomes()).toEqual({ accepted: SENDS });
  await running[Symbol.asyncDispose]();
  expect(SENDS / seconds).toBeLessThan(STEADY_PER_SECOND + 1);
}, 180_000);
