import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { conversationSchema } from '../../src-shared/domain/conversation.ts';
import { messageSchema } from '../../src-shared/domain/message.ts';
import { canonicalJson } from '../../src-shared/lib/canonical-json.ts';
import { CacheStores } from './cache-stores.ts';
import { CACHE_FLOOR, CACHE_VERSION } from './cache-version.ts';
import { metaSchema } from './meta-row.ts';
import { sealedSchema } from './seal.ts';
import { freshStorage } from './testing/fresh-storage.ts';

/** One entry per version. Never change an entry that was released: raise the version and add one. */
const CACHE_HASHES: Record<number, string> = { 1: 'de39e4b194f91e01', 2: '6a20aab565aa6cf4' };

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

test('P1 the floor of the cache is not above its version', () => {
  expect(CACHE_FLOOR).toBeLessThanOrEqual(CACHE_VERSION);
});
