import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import {
  conversationIdSchema,
  inboxIdSchema,
  messageNumberSchema,
  seqSchema,
  workspaceIdSchema,
} from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { seedWorkspace } from '../db/testing/seed.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { PostgresLog } from './lane.ts';
import { createPostgresLog } from './postgres-log.ts';

const SEED = 7;
const ROUNDS = 4;
const MESSAGES = 400;
const PAGE_BYTES = 8192;
const BITS_PER_BYTE = 8;
const NOW = epochMs(1_790_000_000_000);
const WORKSPACE = workspaceIdSchema.parse(1);
const CONVERSATION = conversationIdSchema.parse(1);
const TABLES = ['event', 'content', 'message'] as const;
type Table = (typeof TABLES)[number];

/** On which page of its table each row stands: events and content by `seq`, messages by number. */
type Places = Readonly<Record<Table, ReadonlyMap<number, number>>>;

type Stage = AsyncDisposable & { readonly database: Database; readonly log: PostgresLog };

/** The server on `folder`, started anew, and the log on it. */
async function openStage(folder: string): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startEmbeddedPostgres({ folder, unsafeFast: true }));
  const database = stack.use(await openDatabase(postgres.url()));
  const logger = createLogger('silent');
  const log = createPostgresLog({ database, random: (bytes) => bytes.fill(SEED), metrics: createMetrics(), logger });
  const owned = stack.move();
  return { database, log, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function textOf(message: number): string {
  return hash('sha256', `text ${message}`).repeat(1 + (message % 4));
}

async function fill({ database, log }: Stage): Promise<void> {
  await seedWorkspace(database, { id: WORKSPACE, providerNumberId: '522000000000001' });
  await log.change(WORKSPACE, async (lane) => {
    const common = { conversation: lane.nextConversationId(), at: NOW, actor: { kind: 'customer' } } as const;
    const started = { type: 'conversation.started', body: { inbox: inboxIdSchema.parse(1) } } as const;
    await lane.append({ ...common, ...started, content: { name: 'Ada' }, dedupeKey: 'started' });
    for (let number = 1; number <= MESSAGES; number += 1) {
      await lane.append({
        ...common,
        type: 'message.received',
        body: { message: messageNumberSchema.parse(number), kind: 'text', sentAt: epochMs(NOW + number * 1000) },
        content: { text: textOf(number) },
        dedupeKey: `received/${number}`,
      });
    }
  });
}

async function placesOf({ door }: Database): Promise<Places> {
  const on = async (table: Table, key: string) => {
    const { rows } = await sql<{ key: number; page: number }>`
      select ${sql.ref(key)} as key, (ctid::text::point)[0]::integer as page from ${sql.table(table)}`.execute(door);
    return new Map(rows.map((row) => [row.key, row.page]));
  };
  return {
    event: await on('event', 'seq'),
    content: await on('content', 'seq'),
    message: await on('message', 'number'),
  };
}

async function fileOf({ door }: Database, folder: string, table: Table): Promise<string> {
  const { rows } = await sql<{ file: string }>`select pg_relation_filepath(${table}) as file`.execute(door);
  return path.join(folder, 'cluster', rows[0]?.file ?? 'none');
}

type Readings = { readonly events: readonly unknown[]; readonly messages: readonly unknown[] };

/** Each read by itself, so that a page that can't be read hides nothing but its own rows. */
async function readAll({ log }: Stage): Promise<Readings> {
  const events: unknown[] = [];
  const messages: unknown[] = [];
  for (let place = 0; place <= MESSAGES; place += 1) {
    events.push(await log.read(WORKSPACE, seqSchema.parse(place), 1).catch(faultOf));
  }
  for (let number = 1; number <= MESSAGES; number += 1) {
    const range = { conversation: CONVERSATION, before: messageNumberSchema.parse(number + 1), limit: 1 };
    const read = log.readHistory(WORKSPACE, range);
    messages.push(await read.then((page) => page.messages, faultOf));
  }
  return { events, messages };
}

const UNREADABLE = 'unreadable';

/** Anything else than "this page is damaged" is no answer to a bit that turned. */
function faultOf(error: unknown): string {
  expect(error).toMatchObject({ code: 'XX001' });
  return UNREADABLE;
}

/** Turns one bit over in every other page, anywhere in it. Gives the pages. */
function flipped(whole: Buffer, round: number): { readonly bytes: Buffer; readonly pages: ReadonlySet<number> } {
  const bytes = Buffer.from(whole);
  const pages = new Set<number>();
  const offsets = fc.sample(fc.nat({ max: PAGE_BYTES * BITS_PER_BYTE - 1 }), {
    numRuns: Math.ceil(whole.length / PAGE_BYTES),
    seed: SEED + round,
  });
  for (const [page, offset] of offsets.entries()) {
    if (page % 2 !== round % 2) continue;
    const at = page * PAGE_BYTES + Math.floor(offset / BITS_PER_BYTE);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (offset % BITS_PER_BYTE));
    pages.add(page);
  }
  return { bytes, pages };
}

test('L5 a bit that turns anywhere in the files of the log is told when it is read; nothing else is served', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'echodesk-test-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { places, truth, files } = await prepare(folder);
  for (let round = 0; round < ROUNDS; round += 1) {
    const damaged = new Map<Table, ReadonlySet<number>>();
    for (const { table, file, whole } of files) {
      const { bytes, pages } = flipped(whole, round);
      await writeFile(file, bytes);
      damaged.set(table, pages);
    }
    const isOn = (table: Table, key: number) => damaged.get(table)?.has(places[table].get(key) ?? -1) === true;
    const expected: Readings = {
      events: truth.events.map((read, index) =>
        isOn('event', index + 1) || isOn('content', index + 1) ? UNREADABLE : read,
      ),
      // A page of history looks for one message more.
      messages: truth.messages.map((read, index) =>
        isOn('message', index + 1) || isOn('message', index) ? UNREADABLE : read,
      ),
    };
    await using stage = await openStage(folder);
    const found = await readAll(stage);
    expect(found).toEqual(expected);
    expect(expected.events).toContain(UNREADABLE);
    expect(new Set(expected.messages).size).toBeGreaterThan(MESSAGES / 4);
    await stage[Symbol.asyncDispose]();
    for (const { file, whole } of files) await writeFile(file, whole);
  }
  await using stage = await openStage(folder);
  expect(await readAll(stage)).toEqual(truth);
}, 120_000);

async function prepare(folder: string) {
  await using stage = await openStage(folder);
  await fill(stage);
  const paths = await Promise.all(
    TABLES.map(async (table) => ({ table, file: await fileOf(stage.database, folder, table) })),
  );
  const [places, truth] = [await placesOf(stage.database), await readAll(stage)];
  // Its last page may be written when it stops.
  await stage[Symbol.asyncDispose]();
  const files = await Promise.all(paths.map(async (one) => ({ ...one, whole: await readFile(one.file) })));
  return { places, truth, files };
}
