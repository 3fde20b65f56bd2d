import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { startTestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { lockWorkspace } from './testing/lock-workspace.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { envelope, historyChange, messagesChange, textDelivery, textMessage } from './testing/payloads.ts';

const CHUNKS = 40;
/** A look of ingest, after which what waits is known. */
const LOOK_MS = 5000;
/** Bulk items in one change. */
const MOST_AHEAD = 10;
const PATIENCE = { timeout: 15_000 };

test('D3 a message that comes while a long history waits is applied before most of it', async () => {
  await using postgres = await startTestPostgres();
  const timers = new ManualTimers();
  await using world = await InboundWorld.start(await postgres.createDatabase(), { startTimer: timers.start });
  await world.deliver(...Array.from({ length: CHUNKS }, (_, chunk) => envelope(historyChange(`wamid.old.${chunk}`))));
  expect(await world.fates()).toEqual(Array.from({ length: CHUNKS }, () => 'kept'));
  await sql`update raw_item set state = 'waiting'`.execute(world.database.door);
  await using lock = await lockWorkspace(world);
  await timers.pass(LOOK_MS);
  await lock.isWaitedFor();
  await world.post(textDelivery('wamid.new', 'now'));
  await lock.release();
  await expect.poll(async () => (await world.fates()).includes('waiting'), PATIENCE).toBe(false);
  const order = await orderOfCommits(world);
  expect(order).toHaveLength(CHUNKS + 1);
  expect(order.indexOf('messages')).toBeLessThanOrEqual(MOST_AHEAD);
});

test('D3 a message that comes with a history is applied before it', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const text = messagesChange({ messages: [textMessage('wamid.new', 'now')] });
  await world.deliver(envelope(historyChange('wamid.old'), text));
  expect(await orderOfCommits(world)).toEqual(['messages', 'history']);
});

/** Fields of the items, in the order in which their last changes began. */
async function orderOfCommits(world: InboundWorld): Promise<readonly string[]> {
  const { rows } = await sql<{ field: string }>`
    select field from raw_item order by xmin::text::bigint, delivery_id`.execute(world.database.door);
  return rows.map(({ field }) => field);
}
