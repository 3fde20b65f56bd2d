import { sql, type Kysely } from 'kysely';

import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { DoorTables } from '../db/tables.ts';

/** Whether all that was received stands somewhere, and what of it is not applied. */
export type Reconciliation = {
  /** Split deliveries that lack parts in `raw_item`, and how many. None, unless something is wrong. */
  readonly incomplete: readonly { readonly deliveryId: number; readonly missing: number }[];
  /** Items of all workspaces that are neither applied nor kept. */
  readonly open: { readonly waiting: number; readonly quarantined: number; readonly unrecognised: number };
  /** When the relay had the delivery of the oldest item that waits; null where none does. */
  readonly oldestWaitingAt: EpochMs | null;
  /** Deliveries that are not split yet. */
  readonly unsplit: number;
  /**
   * When the relay had the oldest delivery that is not looked over; null where all are. Some minutes ago, unless a long
   * transaction holds the count up: then nothing of what is said here speaks for what came since.
   */
  readonly notLookedOverSince: EpochMs | null;
};

/** Deliveries that are looked over in one transaction. */
const CHUNK = 10_000;
/** An unsplit delivery that is younger is on its way, and is waited for; an older one is passed over and remembered. */
const PATIENCE_MS = 10 * 60 * 1000;

/**
 * Counts received = applied + quarantined + waiting (D2), over parts: a delivery that is split has as many items as it
 * had parts, each with one state. `kept` and `unrecognised` are counted as applied: they have come to their end.
 *
 * It goes on from where it was the last time. Numbers of deliveries are given before their commit, so it goes only as
 * far as the newest one of the last time, and only once every transaction of that time has ended. What is found unsplit
 * for long, or not whole, is remembered and looked at again each time.
 *
 * It counts over all workspaces at once, and reads nothing of what they hold.
 */
export async function reconcile(door: Kysely<DoorTables>, now: EpochMs): Promise<Reconciliation> {
  await begin(door);
  while (await lookOver(door, now));
  await rememberNewest(door);
  return {
    incomplete: await lookAgain(door),
    open: await countOpen(door),
    oldestWaitingAt: await oldestWaiting(door),
    unsplit: await countUnsplit(door),
    notLookedOverSince: await oldestNotLookedOver(door),
  };
}

/**
 * Transaction numbers are one server's. A number that this one has not come to is of another, from which the database
 * was moved here: it would be waited for in vain, so the counting begins anew.
 */
async function begin(door: Kysely<DoorTables>): Promise<void> {
  await sql`
    insert into reconciliation (up_to, seen, seen_before)
    values (0, 0, pg_snapshot_xmax(pg_current_snapshot()))
    on conflict (only_row) do update
    set up_to = excluded.up_to, seen = excluded.seen, seen_before = excluded.seen_before
    where reconciliation.seen_before > excluded.seen_before`.execute(door);
}

/** Looks over the next deliveries. Whether there may be more. */
function lookOver(door: Kysely<DoorTables>, now: EpochMs): Promise<boolean> {
  return door.transaction().execute(async (tables) => {
    const range = await nextRange(tables, now);
    if (range === undefined) return false;
    const { after, upTo } = range;
    await sql`
      with stored as (
        select i.delivery_id as id, count(distinct i.part) as parts
        from workspace as w cross join lateral (
          select delivery_id, part from raw_item
          where workspace_id = w.id and delivery_id > ${after} and delivery_id <= ${upTo}
        ) as i
        group by i.delivery_id
      )
      insert into unreconciled_delivery (delivery_id)
      select d.id from raw_delivery as d left join stored as s on s.id = d.id
      where d.id > ${after} and d.id <= ${upTo}
        and (d.split_at is null or coalesce(s.parts, 0) < coalesce(d.parts, 1))
      on conflict do nothing`.execute(tables);
    await tables.updateTable('reconciliation').set({ up_to: upTo }).execute();
    return true;
  });
}

type Range = { readonly after: number; readonly upTo: number };

/** Locks the row, so that two nodes never look over the same. Undefined where there is nothing to look over yet. */
async function nextRange(tables: Kysely<DoorTables>, now: EpochMs): Promise<Range | undefined> {
  const { rows } = await sql<Range & { hasEnded: boolean }>`
    select up_to as after, seen_before <= pg_snapshot_xmin(pg_current_snapshot()) as "hasEnded",
      least(seen, up_to + ${CHUNK}::bigint, (
        select min(id) - 1 from raw_delivery where split_at is null and received_at > ${now - PATIENCE_MS}
      )) as "upTo"
    from reconciliation for update`.execute(tables);
  const { after, upTo, hasEnded } = must(rows[0], 'row of reconciliation');
  return hasEnded && upTo > after ? { after, upTo } : undefined;
}

/** Only once what was newest the last time is looked over, or it would be passed over for ever under a long transaction. */
async function rememberNewest(door: Kysely<DoorTables>): Promise<void> {
  await sql`
    update reconciliation set
      seen = greatest(seen, (select coalesce(max(id), 0) from raw_delivery)),
      seen_before = pg_snapshot_xmax(pg_current_snapshot())
    where seen_before <= pg_snapshot_xmin(pg_current_snapshot())`.execute(door);
}

/** Of the remembered deliveries those that are whole now are forgotten; gives the ones that are split and not whole. */
async function lookAgain(door: Kysely<DoorTables>): Promise<Reconciliation['incomplete']> {
  const { rows } = await sql<{ deliveryId: number; missing: number }>`
    with remembered as (
      select u.delivery_id, coalesce(d.parts, 1) - (
        select count(distinct i.part) from workspace as w cross join lateral (
          select part from raw_item where workspace_id = w.id and delivery_id = u.delivery_id
        ) as i
      ) as missing
      from unreconciled_delivery as u join raw_delivery as d on d.id = u.delivery_id
      where d.split_at is not null
    ), forgotten as (
      delete from unreconciled_delivery as u
      where not exists (select from raw_delivery as d where d.id = u.delivery_id)
        or u.delivery_id in (select delivery_id from remembered where missing <= 0)
    )
    select delivery_id as "deliveryId", missing from remembered where missing > 0 order by 1`.execute(door);
  return rows;
}

async function countOpen(door: Kysely<DoorTables>): Promise<Reconciliation['open']> {
  const { rows } = await sql<{ state: string; items: number }>`
    select i.state, count(*) as items from workspace as w join raw_item as i on i.workspace_id = w.id
    where i.state not in ('applied', 'kept') group by i.state`.execute(door);
  const count = (state: string) => rows.find((row) => row.state === state)?.items ?? 0;
  return { waiting: count('waiting'), quarantined: count('quarantined'), unrecognised: count('unrecognised') };
}

async function oldestWaiting(door: Kysely<DoorTables>): Promise<EpochMs | null> {
  const { rows } = await sql<{ receivedAt: number }>`
    select received_at as "receivedAt" from raw_delivery where id = (
      select min(i.delivery_id) from workspace as w cross join lateral (
        select min(delivery_id) as delivery_id from raw_item where workspace_id = w.id and state = 'waiting'
      ) as i
    )`.execute(door);
  return rows[0] === undefined ? null : epochMs(rows[0].receivedAt);
}

async function oldestNotLookedOver(door: Kysely<DoorTables>): Promise<EpochMs | null> {
  const { rows } = await sql<{ receivedAt: number }>`
    select received_at as "receivedAt" from raw_delivery
    where id > (select up_to from reconciliation) order by id limit 1`.execute(door);
  return rows[0] === undefined ? null : epochMs(rows[0].receivedAt);
}

async function countUnsplit(door: Kysely<DoorTables>): Promise<number> {
  const { rows } = await sql<{ unsplit: number }>`
    select count(*) as unsplit from raw_delivery where split_at is null`.execute(door);
  return must(rows[0], 'count').unsplit;
}
