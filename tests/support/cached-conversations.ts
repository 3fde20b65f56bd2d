import type { Page } from '@playwright/test';
import { z } from 'zod';
import { cursorSchema, type Cursor } from '../../src-shared/domain/cursor.ts';
import { messageSchema, type Message } from '../../src-shared/domain/message.ts';
import { readStores } from './console-stores.ts';

/** A message as the console keeps it on this computer, made a message again. */
const rowSchema = z
  .looseObject({ sealed: z.object({ content: z.object({ text: z.string().nullable() }) }) })
  .transform(({ sealed, ...open }) => ({ ...open, text: sealed.content.text }))
  .pipe(messageSchema);
const blockSchema = z.object({ messages: z.array(rowSchema) });
const metaSchema = z.array(z.object({ field: z.string(), value: z.unknown() }));

export type Cached = {
  /** Each once, as it was known last; without order. */
  readonly messages: readonly Message[];
  /** How far the console has come; null while its snapshot is not whole. */
  readonly cursor: Cursor | null;
};

/** What a console has kept of the log, read from its disk: what came event by event, and what came with a snapshot. */
export async function readCache(page: Page): Promise<Cached> {
  const stored = await readStores(page, 'hot', ['messages', 'blockMessages', 'meta']);
  const [rows, blocks, meta] = z.tuple([z.array(rowSchema), z.array(blockSchema), metaSchema]).parse(stored);
  const known = [...blocks.flatMap(({ messages }) => messages), ...rows].toSorted((a, b) => a.asOf - b.asOf);
  const byPlace = new Map(known.map((message) => [`${message.conversation}/${message.number}`, message]));
  return { messages: [...byPlace.values()], cursor: cursorIn(meta) };
}

/** `cursor` alone of {@link readCache}. */
export async function readCursor(page: Page): Promise<Cursor | null> {
  const [meta] = z.tuple([metaSchema]).parse(await readStores(page, 'hot', ['meta']));
  return cursorIn(meta);
}

function cursorIn(meta: z.infer<typeof metaSchema>): Cursor | null {
  const row = meta.find(({ field }) => field === 'cursor');
  return row === undefined ? null : cursorSchema.parse(row.value);
}

/** The texts of each conversation that a console has kept, in the order in which they are shown (rule S4). */
export async function cachedConversations(page: Page): Promise<readonly (readonly (string | null)[])[]> {
  const { messages } = await readCache(page);
  return [...Map.groupBy(messages, ({ conversation }) => conversation).values()].map((each) =>
    each.toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number).map(({ text }) => text),
  );
}
