import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { LeaseTables } from '../db/tables.ts';
import type { NodeId } from './lanes.ts';

export type NewNode = {
  readonly id: NodeId;
  /** For operators: host and process. */
  readonly name: string;
  readonly version: string;
  readonly startedAt: EpochMs;
};

/** How things stood when a node renewed. */
export type Standing = {
  /** False where its row is gone: others took it for dead. */
  readonly isRenewed: boolean;
  /** Nodes that live and are not leaving, with this one. */
  readonly alive: number;
  readonly workspaces: number;
  /** Of these, how many were held by nobody alive before the `lost` were found. */
  readonly free: number;
  /** Nodes whose rows this renewal has removed: nobody else hears of them. */
  readonly lost: readonly NodeId[];
};

/** Writes the row by which a node lives. Its lease is counted by the database's clock alone. */
export async function enterNode(tables: Kysely<LeaseTables>, node: NewNode, leaseMs: number): Promise<void> {
  const { id, name, version, startedAt } = node;
  await tables
    .insertInto('node')
    .values({ id, name, version, started_at: startedAt, expires_at: expiry(leaseMs) })
    .execute();
}

/**
 * Renews a node's lease and, where it `judges`, removes the rows of those whose lease has run out. A node is dead when
 * its row is gone, and whoever removes the row is the one who knows. Nobody waits for a row that somebody else is at.
 */
export async function renewNode(
  tables: Kysely<LeaseTables>,
  node: { readonly id: NodeId; readonly leaseMs: number; readonly judges: boolean },
): Promise<Standing> {
  const { rows } = await sql<Standing>`
    with renewed as (
      update node set expires_at = ${expiry(node.leaseMs)} where id = ${node.id} returning id
    ), lost as (
      delete from node where id in (
        select id from node
        where ${node.judges} and id <> ${node.id} and expires_at <= clock_timestamp() and exists (select from renewed)
        for update skip locked
      ) returning id
    ), lanes as (
      select count(*) as workspaces, count(*) filter (where n.id is null) as free
      from workspace as w left join node as n on n.id = w.lane_node
    )
    select exists (select from renewed) as "isRenewed",
      (select count(*) from node
        where id = ${node.id} or (expires_at > clock_timestamp() and not is_leaving)) as alive,
      workspaces, free, array(select id::text from lost) as lost
    from lanes`.execute(tables);
  return must(rows[0], 'standing of a node');
}

/** Lets the others know at their next beat that it is gone, as if its lease had run out. */
export async function leaveNode(tables: Kysely<LeaseTables>, id: NodeId): Promise<void> {
  await sql`update node set expires_at = '-infinity' where id = ${id}`.execute(tables);
}

function expiry(leaseMs: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}
