import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { Snapshot } from '../../src-shared/protocol/snapshot.ts';
import type { Cache } from '../db/cache.ts';
import type { Touched } from './touched.ts';

export type AppliedPage =
  | { readonly outcome: 'applied'; readonly cursor: Cursor | null; readonly touched: Touched }
  /** Not the page that comes next of the snapshot being written: nothing was changed. */
  | { readonly outcome: 'out_of_place' };

/**
 * Writes one page in one transaction. Page 0 replaces everything there was, cursor included, and the last page sets the
 * cursor: a snapshot that breaks off leaves a cache without a cursor, which asks for a new one (rule R1).
 */
export function applySnapshotPage(cache: Cache, page: Snapshot): Promise<AppliedPage> {
  return cache.transact(async (): Promise<AppliedPage> => {
    if (page.page === 0) await cache.clearRows();
    else if (!(await isNext(cache, page))) return { outcome: 'out_of_place' };
    const conversations = page.conversations.map((entry) => entry.conversation);
    const messages = page.conversations.flatMap((entry) => entry.messages);
    await cache.putSnapshotPage(page.page, page.conversations);
    const cursor = page.done ? placeOf(page) : null;
    await cache.writeMeta({
      cursor: cursor ?? undefined,
      snapshot: page.done ? undefined : { ...placeOf(page), nextPage: page.page + 1 },
    });
    return { outcome: 'applied', cursor, touched: { conversations, messages } };
  });
}

async function isNext(cache: Cache, page: Snapshot): Promise<boolean> {
  const { snapshot } = await cache.readMeta();
  return snapshot?.epoch === page.epoch && snapshot.seq === page.seq && snapshot.nextPage === page.page;
}

function placeOf({ epoch, seq }: Snapshot): Cursor {
  return { epoch, seq };
}
