import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { LeaseTables } from '../db/tables.ts';
import type { Fence, NodeId } from './lanes.ts';

export type HeldLane = { readonly workspaceId: WorkspaceId; readonly fence: Fence };

/** A lane is free when nobody has it, or a node that is dead: one without a row. */
const isFree = sql<boolean>`(w.lane_node is null or not exists (select from node as n where n.id = w.lane_node))`;
const held = sql`returning w.id as "workspaceId", w.lane_fence as fence`;

/** Takes one lane, unless it is another node's. The fence rises only when the lane changes hands. */
export async function takeLane(
  tables: Kysely<Pick<LeaseTables, 'workspace'>>,
  lane: { readonly workspaceId: WorkspaceId; readonly node: NodeId },
): Promise<Fence | undefined> {
  const { workspaceId, node } = lane;
  const { rows } = await sql<HeldLane>`
    update workspace as w set lane_node = ${node}, lane_fence = w.lane_fence + ${rise(node)}
    where w.id = ${workspaceId} and (w.lane_node = ${node} or ${isFree}) ${held}`.execute(tables);
  return rows[0]?.fence;
}

/** Takes free lanes, `limit` at most, and none whose row somebody is at: those come with the next look. */
export async function takeFreeLanes(
  tables: Kysely<LeaseTables>,
  { node, limit }: { readonly node: NodeId; readonly limit: number },
): Promise<readonly HeldLane[]> {
  const { rows } = await sql<HeldLane>`
    update workspace as w set lane_node = ${node}, lane_fence = w.lane_fence + 1
    where w.id in (
      select w.id from workspace as w where ${isFree} order by w.id limit ${limit} for update skip locked
    ) ${held}`.execute(tables);
  return rows;
}

/** Gives lanes back that this node holds. */
export async function freeLanes(
  tables: Kysely<LeaseTables>,
  { node, workspaceIds }: { readonly node: NodeId; readonly workspaceIds: readonly WorkspaceId[] },
): Promise<void> {
  await tables
    .updateTable('workspace')
    .set({ lane_node: null })
    .where('lane_node', '=', node)
    .where('id', 'in', workspaceIds)
    .execute();
}

/** Gives every lane back at once; the node is counted no longer among those who share them. */
export async function leaveLanes(tables: Kysely<LeaseTables>, node: NodeId): Promise<void> {
  await sql`
    with leaving as (update node set is_leaving = true where id = ${node})
    update workspace set lane_node = null where lane_node = ${node}`.execute(tables);
}

function rise(node: NodeId): RawBuilder<number> {
  return sql<number>`case when w.lane_node = ${node} then 0 else 1 end`;
}
