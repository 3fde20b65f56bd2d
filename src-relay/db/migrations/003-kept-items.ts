import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const keptItems = sql`
  alter table raw_item drop constraint raw_item_state_check;
  alter table raw_item add constraint raw_item_state_check
    check (state in ('waiting', 'applied', 'kept', 'unrecognised', 'quarantined'));
  drop index raw_item_not_applied;
  create index raw_item_not_applied on raw_item (workspace_id, state) where state not in ('applied', 'kept');
  create index raw_item_kept on raw_item (workspace_id, field) where state = 'kept';
`;

async function up(database: Kysely<unknown>): Promise<void> {
  await keptItems.execute(database);
}

/** Items that are understood and wait for the version that uses them: found by their field. */
export const keptItemsMigration: Migration = { up };
