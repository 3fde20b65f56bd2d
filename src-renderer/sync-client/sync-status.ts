import { z } from 'zod';

import { personSchema } from '../../src-shared/domain/person.ts';
import { linkStateSchema } from '../../src-shared/ipc/link-state.ts';
import { profileSchema } from '../../src-shared/ipc/profile.ts';

export const syncStatusSchema = z.object({
  /** Null until main has said it. */
  link: linkStateSchema.nullable(),
  /**
   * - `opening`: nothing can be shown yet.
   * - `loading`: the first snapshot is on its way; what has come is usable.
   * - `ready`: whole as of the cursor.
   * - `rebuilt`: dropped (see `notice`), nothing of the new snapshot has come yet.
   * - `unavailable`: the sync worker can't run here; nothing will be shown or sent.
   */
  cache: z.enum(['opening', 'loading', 'ready', 'rebuilt', 'unavailable']),
  /** Conversations of the running snapshot, null while none runs. */
  progress: z.object({ loaded: z.number().int().nonnegative(), total: z.number().int().nonnegative() }).nullable(),
  /** Messages and handoffs that are not settled, cards included. */
  pendingSends: z.number().int().nonnegative(),
  people: z.array(personSchema).readonly(),
  profile: profileSchema.nullable(),
  /**
   * What the agent must know, the latest, until it is dismissed.
   * - `cache_rebuilt_*`: the cache was rebuilt: written by a newer version, by too old a one, or broken.
   * - `journal_failed`: this device does not keep what is written; what was queued before waits and is tried again.
   * - `journal_unreadable`: something queued was written by another version and can't be read; it is kept, and counts in
   *   `pendingSends`.
   */
  notice: z
    .enum([
      'cache_rebuilt_newer',
      'cache_rebuilt_older',
      'cache_rebuilt_corrupt',
      'journal_failed',
      'journal_unreadable',
    ])
    .nullable(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const INITIAL_STATUS: SyncStatus = {
  link: null,
  cache: 'opening',
  progress: null,
  pendingSends: 0,
  people: [],
  profile: null,
  notice: null,
};
