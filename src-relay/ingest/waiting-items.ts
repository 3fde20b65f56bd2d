import { sql, type Kysely } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Database } from '../db/database.ts';
import type { DirectoryTables } from '../db/tables.ts';
import type { NodeId } from '../nodes/lanes.ts';
import { BULK_FIELDS } from './bulk-fields.ts';
import { findDeliveries, type Delivery } from './deliveries.ts';
import type { InboxDirectory } from './inbox-directory.ts';
import type { Item, ItemPlace } from './raw-items.ts';
import { faultyPart, takeApart, type TakenPart } from './take-apart.ts';

/** Bulk is what lets everything live pass: see `bulk-fields.ts`. */
export type WaitingKind = 'live' | 'bulk';

/** Of bulk so little at a time that what is live never stands behind it for long. */
const MOST: Readonly<Record<WaitingKind, { readonly items: number; readonly bytes: number }>> = {
  live: { items: 2000, bytes: 16 * 1024 * 1024 },
  bulk: { items: 10, bytes: 1024 * 1024 },
};

/** Its number may have come to a workspace since it began to wait. */
export type WaitingItem = Item & { readonly workspaceId: WorkspaceId };

export type WaitingPage = {
  readonly items: readonly WaitingItem[];
  /** More of this kind may wait. */
  readonly hasMore: boolean;
};

/** The lanes of a node in which something waits. It asks of all at once, and reads nothing of what they hold. */
export async function lanesThatWait(directory: Kysely<DirectoryTables>, node: NodeId): Promise<readonly WorkspaceId[]> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    select id from workspace as w where lane_node = ${node} and exists (
      select from raw_item as i where i.workspace_id = w.id and i.state = 'waiting'
    )`.execute(directory);
  return rows.map(({ id }) => id);
}

type Needs = { readonly database: Pick<Database, 'forWorkspace' | 'door'>; readonly directory: InboxDirectory };

/** Reads what waits in a workspace, oldest first, out of its deliveries: as this version understands them. */
export async function readWaiting(
  { database, directory }: Needs,
  workspaceId: WorkspaceId,
  kind: WaitingKind,
): Promise<WaitingPage> {
  const { items: limit, bytes } = MOST[kind];
  const places = await findPlaces(database, workspaceId, { kind, limit });
  const ids = [...new Set(places.map(({ deliveryId }) => deliveryId))];
  const found = await findDeliveries(database.door, ids, bytes);
  const deliveries = new Map(found.map((delivery) => [delivery.id, delivery]));
  const last = (found.length < ids.length ? found.at(-1)?.id : undefined) ?? Number.POSITIVE_INFINITY;
  const inReach = places.filter(({ deliveryId }) => deliveryId <= last);
  const items: WaitingItem[] = [];
  for (const [id, own] of Map.groupBy(inReach, ({ deliveryId }) => deliveryId)) {
    for (const item of itemsOf(own, deliveries.get(id))) {
      const here = { workspaceId, inbox: null };
      items.push({ ...item, ...(item.fault === null ? await directory.find(item.numberId) : here) });
    }
  }
  return { items, hasMore: places.length === limit || inReach.length < places.length };
}

function findPlaces(
  database: Pick<Database, 'forWorkspace'>,
  workspaceId: WorkspaceId,
  { kind, limit }: { kind: WaitingKind; limit: number },
): Promise<readonly ItemPlace[]> {
  return database.forWorkspace(workspaceId).reading((tables) =>
    tables
      .selectFrom('raw_item')
      .select(['delivery_id as deliveryId', 'part', 'field'])
      .where('workspace_id', '=', workspaceId)
      .where('state', '=', 'waiting')
      .where('field', kind === 'bulk' ? 'in' : 'not in', BULK_FIELDS)
      .orderBy('delivery_id')
      .orderBy('part')
      .limit(limit)
      .execute(),
  );
}

function itemsOf(places: readonly ItemPlace[], delivery: Delivery | undefined): readonly Omit<Item, 'inbox'>[] {
  const parts = delivery === undefined ? [] : takeApart(delivery);
  const receivedAt = delivery?.receivedAt ?? epochMs(0);
  return places.map((place) => ({ ...partAt(place, parts, delivery), deliveryId: place.deliveryId, receivedAt }));
}

function partAt(place: ItemPlace, parts: readonly TakenPart[], delivery: Delivery | undefined): TakenPart {
  if (delivery === undefined) return faultyPart(place, 'body_gone');
  if (!delivery.isIntact) return faultyPart(place, 'body_damaged');
  const part = parts[place.part];
  return part?.field === place.field ? part : faultyPart(place, 'part_moved');
}
