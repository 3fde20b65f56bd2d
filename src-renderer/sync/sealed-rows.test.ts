import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { CacheStores } from '../db/cache-stores.ts';
import { openCache } from '../db/open-cache.ts';
import { freshStorage } from '../db/testing/fresh-storage.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { CACHE_KEY } from './testing/sync-world.ts';

test('what is said of persons lies in the sealed field alone', async () => {
  const storage = freshStorage();
  const log = new ScriptedLog();
  log.starts(1, 'Ada Lovelace');
  log.customerWrites(1, 'a secret');
  const { cache } = await openCache(CACHE_KEY, storage);
  await cache.putConversations([...log.conversations.values()]);
  await cache.putMessages([...log.messages.values()]);
  const [page] = log.snapshot(1);
  await cache.putSnapshotPage(0, must(page, 'page 0').conversations);
  cache.close();
  const stores = new CacheStores(`echodesk-${CACHE_KEY}`, storage);
  const blocks = await stores.blocks.toArray();
  const blockMessages = await stores.blockMessages.toArray();
  const rows = [
    ...(await stores.conversations.toArray()),
    ...(await stores.messages.toArray()),
    ...blocks.flatMap(({ conversations }) => conversations),
    ...blockMessages.flatMap(({ messages }) => messages),
  ];
  stores.close();
  expect(JSON.stringify(rows.map((row) => row.sealed))).toMatch(/Ada Lovelace.*a secret/);
  const open = JSON.stringify(rows.map((row) => ({ ...row, sealed: null })));
  expect(rows).toHaveLength(4);
  expect(open).not.toMatch(/Ada|secret|\+1555/);
});
