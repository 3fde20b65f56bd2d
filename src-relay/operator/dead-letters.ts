import { sql, type Kysely } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../db/database.ts';
import type { DoorTables, RawItemState } from '../db/tables.ts';

/** States that an item stays in until somebody replays it. */
export const DEAD_LETTER_STATES = ['quarantined', 'unrecognised'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];

/** Which items; what is absent does not matter. */
export type DeadLetterFilter = {
  readonly state?: DeadLetterState | undefined;
  readonly workspace?: WorkspaceId | undefined;
  readonly delivery?: number | undefined;
  readonly field?: string | undefined;
};

export type ItemKey = { readonly workspace: WorkspaceId; readonly delivery: number; readonly part: number };

/** An item that is not applied: nothing of what it says. */
export type DeadLetter = ItemKey & {
  readonly state: DeadLetterState;
  readonly field: string;
  readonly reason: string | null;
  /** Epoch milliseconds; null where the delivery has been deleted. */
  readonly receivedAt: number | null;
};

const PAGE = 1000;

/** Every dead letter that the filter lets through, workspace by workspace, oldest first. */
export async function* deadLetters(database: Database, filter: DeadLetterFilter): AsyncGenerator<DeadLetter> {
  for (const workspace of await workspacesOf(database, filter)) {
    for (let after = { delivery: 0, part: -1 }; ;) {
      const page = await readPage(database, { filter, workspace, after });
      yield* page;
      const last = page.at(-1);
      if (last === undefined) break;
      after = last;
    }
  }
}

/** Sets dead letters to `waiting`: the node that holds the lane applies them as its version understands them. */
export async function replayDeadLetters(database: Database, filter: DeadLetterFilter): Promise<readonly ItemKey[]> {
  const replayed: ItemKey[] = [];
  for (const workspace of await workspacesOf(database, filter)) {
    const { rows } = await database.forWorkspace(workspace).transaction((tables) =>
      sql<Omit<ItemKey, 'workspace'>>`
        update raw_item set state = 'waiting', reason = null, applied_at = null
        where workspace_id = ${workspace} and ${matches(filter)}
        returning delivery_id as delivery, part`.execute(tables),
    );
    for (const row of rows) replayed.push({ workspace, ...row });
  }
  return replayed;
}

/**
 * Has a delivery taken apart again from its stored body. What of it is applied stays applied, once. False where there
 * is no such delivery.
 */
export async function replayDelivery(door: Kysely<DoorTables>, delivery: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with damaged as (
      delete from raw_item as i using workspace as w
      where i.workspace_id = w.id and i.delivery_id = ${delivery} and i.reason = 'body_damaged'
    ), again as (
      update raw_item as i set state = 'waiting', reason = null, applied_at = null from workspace as w
      where i.workspace_id = w.id and i.delivery_id = ${delivery} and i.state in ('quarantined', 'unrecognised')
        and i.reason is distinct from 'body_damaged'
    )
    update raw_delivery set split_at = null, parts = null, node = null where id = ${delivery}`.execute(door);
  return Number(numAffectedRows ?? 0) > 0;
}

/** What became of items: how many in each state. `moved`: another workspace has them now. */
export type Fates = Readonly<Partial<Record<RawItemState | 'moved', number>>>;

export async function fatesOf(database: Database, keys: readonly ItemKey[]): Promise<Fates> {
  const fates: Partial<Record<RawItemState | 'moved', number>> = {};
  const count = (fate: RawItemState | 'moved', items: number) => {
    if (items > 0) fates[fate] = (fates[fate] ?? 0) + items;
  };
  for (const [workspace, own] of Map.groupBy(keys, (key) => key.workspace)) {
    const deliveries = own.map(({ delivery }) => delivery);
    const parts = own.map(({ part }) => part);
    const { rows } = await database.forWorkspace(workspace).reading((tables) =>
      sql<{ state: RawItemState; items: number }>`
        select state, count(*) as items
        from unnest(${deliveries}::bigint[], ${parts}::integer[]) as given (delivery_id, part)
        join raw_item using (delivery_id, part) where workspace_id = ${workspace}
        group by state`.execute(tables),
    );
    for (const { state, items } of rows) count(state, items);
    count('moved', own.length - rows.reduce((sum, { items }) => sum + items, 0));
  }
  return fates;
}

/** Whether a delivery is taken apart, and how many of its items are in each state. */
export async function fateOfDelivery(door: Kysely<DoorTables>, delivery: number): Promise<Fates | undefined> {
  const { rows } = await sql<{ state: RawItemState | null; items: number }>`
    select i.state, count(i.state) as items
    from raw_delivery as d cross join workspace as w
    left join raw_item as i on i.workspace_id = w.id and i.delivery_id = d.id
    where d.id = ${delivery} and d.split_at is not null
    group by i.state`.execute(door);
  if (rows.length === 0) return undefined;
  return Object.fromEntries(rows.flatMap(({ state, items }) => (state === null ? [] : [[state, items]])));
}

async function workspacesOf({ directory }: Database, { workspace }: DeadLetterFilter): Promise<readonly WorkspaceId[]> {
  if (workspace !== undefined) return [workspace];
  const rows = await directory.selectFrom('workspace').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

function matches({ state, delivery, field }: DeadLetterFilter) {
  const states = state === undefined ? [...DEAD_LETTER_STATES] : [state];
  return sql<boolean>`state = any(${states})
    and (${delivery ?? null}::bigint is null or delivery_id = ${delivery ?? null}::bigint)
    and (${field ?? null}::text is null or field = ${field ?? null}::text)`;
}

type PageAsked = {
  readonly filter: DeadLetterFilter;
  readonly workspace: WorkspaceId;
  readonly after: Pick<ItemKey, 'delivery' | 'part'>;
};

async function readPage(database: Database, { filter, workspace, after }: PageAsked): Promise<readonly DeadLetter[]> {
  const { rows } = await database.forWorkspace(workspace).reading((tables) =>
    sql<Omit<DeadLetter, 'workspace'>>`
      select i.delivery_id as delivery, i.part, i.state, i.field, i.reason, d.received_at as "receivedAt"
      from raw_item as i left join raw_delivery as d on d.id = i.delivery_id
      where i.workspace_id = ${workspace} and ${matches(filter)}
        and (i.delivery_id, i.part) > (${after.delivery}::bigint, ${after.part}::integer)
      order by i.delivery_id, i.part limit ${PAGE}`.execute(tables),
  );
  return rows.map((row) => ({ workspace, ...row }));
}
