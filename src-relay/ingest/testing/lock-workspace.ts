import { sql } from 'kysely';
import { expect } from 'vitest';

import type { WorkspaceTransaction } from '../../db/database.ts';
import type { InboundWorld } from './inbound-world.ts';

export type WorkspaceLock = AsyncDisposable & {
  /** Resolves when somebody waits for it. */
  readonly isWaitedFor: () => Promise<void>;
  /** Does what is to be done in the same transaction, and lets the others go on. */
  readonly release: (last?: (tables: WorkspaceTransaction) => Promise<unknown>) => Promise<void>;
};

/** Holds the row of a world's workspace, so that nothing can be applied to it. Disposing it lets the others go on. */
export async function lockWorkspace({ database, workspace }: InboundWorld): Promise<WorkspaceLock> {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<((tables: WorkspaceTransaction) => Promise<unknown>) | undefined>();
  const holding = database.forWorkspace(workspace).transaction(async (tables) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tables);
    await sql`select from workspace where id = ${workspace} for update`.execute(tables);
    locked.resolve();
    await (
      await released.promise
    )?.(tables);
  });
  await Promise.race([locked.promise, holding]);
  const release: WorkspaceLock['release'] = async (last) => {
    released.resolve(last);
    await holding;
  };
  return {
    release,
    [Symbol.asyncDispose]: () => release(),
    isWaitedFor: async () => {
      await expect.poll(() => waiters(database.door), { timeout: 15_000 }).toBeGreaterThan(0);
    },
  };
}

async function waiters(door: InboundWorld['database']['door']): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(door);
  return rows.length;
}
