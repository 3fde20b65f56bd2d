import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { conversationSchema } from '../../src-shared/domain/conversation.ts';
import { messageSchema } from '../../src-shared/domain/message.ts';
import { canonicalJson } from '../../src-shared/lib/canonical-json.ts';
import { conversation, message } from '../devtools/seeds.ts';
import { CacheStores } from './cache-stores.ts';
import { fromConversationRow, toConversationRow } from './conversation-row.ts';
import { CACHE_FLOOR, CACHE_VERSION } from './cache-version.ts';
import { metaSchema } from './meta-row.ts';
import { fromMessageRow } from './message-row.ts';
import { seal, sealedSchema } from './seal.ts';
import { freshStorage } from './testing/fresh-storage.ts';

/** One entry per version. Never change an entry that was released: raise the version and add one. */
const CACHE_HASHES: Record<number, string> = { 1: 'de39e4b194f91e01', 2: '6a20aab565aa6cf4', 3: 'ba2a4caf8835f037' };

function cacheHash(): string {
  const stores = new CacheStores('shape', freshStorage()).tables.map(({ name, schema }) => [
    name,
    schema.primKey.src,
    ...schema.indexes.map(({ src }) => src),
  ]);
  const shapes = [conversationSchema, messageSchema, metaSchema, sealedSchema].map((schema) => z.toJSONSchema(schema));
  return createHash('sha256')
    .update(canonicalJson(z.json().parse([stores, shapes])))
    .digest('hex')
    .slice(0, 16);
}

test('P1 what the cache holds changes only together with its version', () => {
  expect(
    cacheHash(),
    'the cache changed: raise CACHE_VERSION, write its line of history, say in CACHE_FLOOR what can still be read, add the new hash here',
  ).toBe(CACHE_HASHES[CACHE_VERSION]);
});

test('P1 a row from before messages said why they wait is still read', () => {
  const { delay, statusAt, ...older } = message(1, { origin: 'agent', status: 'unknown', text: 'hi' });
  const row = toConversationRow(conversation(1, { lastMessage: { ...older, delay, statusAt } }));
  const olderRow = { ...row, sealed: seal({ name: null, phone: null, lastMessage: older }) };
  expect(fromConversationRow(olderRow).lastMessage).toEqual({ ...older, delay: null, statusAt: null });
  const { text, ...open } = older;
  expect(fromMessageRow({ ...open, sealed: seal({ text }) })).toEqual({ ...older, delay: null, statusAt: null });
});

test('P1 the floor of the cache is not above its version', () => {
  expect(CACHE_FLOOR).toBeLessThanOrEqual(CACHE_VERSION);
});
