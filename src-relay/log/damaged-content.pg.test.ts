import { randomFillSync } from 'node:crypto';

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inboxIdSchema, messageNumberSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { openDatabase } from '../db/database.ts';
import { seedWorkspace } from '../db/testing/seed.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { createPostgresLog } from './postgres-log.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const START = seqSchema.parse(0);
const NOW = epochMs(1_790_000_000_000);
const BITS_PER_BYTE = 8;
const customer = { kind: 'customer' } as const;

/** A log of two events with content: who it is, and what she wrote. */
async function openWorld() {
  const database = await openDatabase(await postgres.createDatabase());
  const workspace = await seedWorkspace(database, { id: 1, providerNumberId: '522000000000001' });
  const metrics = createMetrics();
  const logged: string[] = [];
  const logger = createLogger('info', { write: (line) => logged.push(line) });
  const log = createPostgresLog({ database, random: (bytes) => randomFillSync(bytes), metrics, logger });
  await log.change(workspace, async (lane) => {
    const conversation = lane.nextConversationId();
    const common = { conversation, at: NOW, actor: customer };
    await lane.append({
      ...common,
      type: 'conversation.started',
      body: { inbox: inboxIdSchema.parse(1) },
      content: { name: 'Ada' },
      dedupeKey: 'started',
    });
    await lane.append({
      ...common,
      type: 'message.received',
      body: { message: messageNumberSchema.parse(1), kind: 'text', sentAt: NOW },
      content: { text: 'where is my order?' },
      dedupeKey: 'received',
    });
  });
  const read = () => log.read(workspace, START, 10);
  const damaged = async () =>
    Number(/^log_content_damaged_total (\d+)$/m.exec(await metrics.registry.metrics())?.[1] ?? 'none');
  const { door } = database;
  return { door, logged, read, damaged, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test.for(['sealed', 'salt'])('L5 no bit of the %s content can turn without being noticed', async (column) => {
  await using world = await openWorld();
  const { door, read, damaged } = world;
  const before = await read();
  const bytes = sql.ref(column);
  const { rows } = await sql<{ length: number }>`select length(${bytes}) from content where seq = 2`.execute(door);
  const bits = Number(rows[0]?.length) * BITS_PER_BYTE;
  for (let bit = 0; bit < bits; bit += 1) {
    const flip = sql`update content set ${bytes} = set_bit(${bytes}, ${bit}, 1 - get_bit(${bytes}, ${bit})) where seq = 2`;
    await flip.execute(door);
    expect(await read()).toEqual([before[0], { ...before[1], content: null }]);
    await flip.execute(door);
  }
  expect(bits).toBeGreaterThan(100);
  expect(await damaged()).toBe(bits);
  expect(world.logged.join('')).toContain('"log.content_damaged"');
  expect(world.logged.join('')).not.toContain('order');
  expect(await read()).toEqual(before);
});

test('L5 content of another event, of a key that is not known, or of an event that had none is not shown', async () => {
  await using world = await openWorld();
  const { door, read, damaged } = world;
  const [, second] = await read();
  const withoutContent = { ...second, content: null };
  await sql`
    update content as c set salt = o.salt, sealed = o.sealed from content as o where c.seq = 2 and o.seq = 1
  `.execute(door);
  expect((await read())[1]).toEqual(withoutContent);
  await sql`update content set key_id = 7 where seq = 2`.execute(door);
  expect((await read())[1]).toEqual(withoutContent);
  await sql`update event set content_hash = null where seq = 2`.execute(door);
  expect((await read())[1]?.content).toBeNull();
  expect(await damaged()).toBe(3);
});

test('content that was erased is no damage', async () => {
  await using world = await openWorld();
  const { door, read, damaged } = world;
  await sql`delete from content where seq = 2`.execute(door);
  expect((await read())[1]?.content).toBeNull();
  expect(await damaged()).toBe(0);
});
