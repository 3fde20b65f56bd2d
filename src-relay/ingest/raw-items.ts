import { sql } from 'kysely';

import type { InboxId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import type { RawItemState } from '../db/tables.ts';
import type { ProviderLink } from './apply-arrival.ts';
import { NOT_SENT_BY_US } from './provider-attempt.ts';
import type { TakenPart } from './take-apart.ts';

/** A part of a delivery, in the workspace that it belongs to. */
export type Item = TakenPart & {
  readonly deliveryId: number;
  readonly receivedAt: EpochMs;
  /** Null for what belongs to no inbox: it is kept, and has no effect. */
  readonly inbox: InboxId | null;
};

export type Verdict = { readonly state: Exclude<RawItemState, 'waiting'>; readonly reason: string | null };
export type Judged = { readonly item: Item; readonly verdict: Verdict };

export type Settled = {
  readonly judged: readonly Judged[];
  /** Messages that arrived with them. */
  readonly links: readonly ProviderLink[];
};

/**
 * Stores items with what became of them, in one statement. One that waits, or that was not understood or quarantined
 * before, has its new verdict; one that is applied or kept stays as it is.
 */
export async function storeItems(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  { judged, links, at }: Settled & { readonly at: EpochMs },
): Promise<void> {
  const deliveries = judged.map(({ item }) => item.deliveryId);
  const parts = judged.map(({ item }) => item.part);
  const fields = judged.map(({ item }) => item.field);
  const bodies = judged.map(({ item }) => JSON.stringify(item.raw));
  const states = judged.map(({ verdict }) => verdict.state);
  const reasons = judged.map(({ verdict }) => verdict.reason);
  const ids = links.map(({ providerId }) => providerId);
  const conversations = links.map(({ conversation }) => conversation);
  const messages = links.map(({ message }) => message);
  await sql`
    with links as (
      insert into provider_message (workspace_id, provider_id, conversation, message, attempt)
      select ${workspaceId}, provider_id, conversation, message, ${NOT_SENT_BY_US}
      from unnest(${ids}::text[], ${conversations}::bigint[], ${messages}::bigint[])
        as link (provider_id, conversation, message)
      on conflict do nothing
    )
    insert into raw_item (workspace_id, delivery_id, part, field, body, state, reason, applied_at)
    select ${workspaceId}, delivery_id, part, field, body::json, state, reason,
      case when state = 'applied' then ${at}::bigint end
    from unnest(${deliveries}::bigint[], ${parts}::integer[], ${fields}::text[], ${bodies}::text[],
      ${states}::text[], ${reasons}::text[]) as given (delivery_id, part, field, body, state, reason)
    on conflict (workspace_id, delivery_id, part) do update
      set state = excluded.state, reason = excluded.reason, applied_at = excluded.applied_at,
        body = case when excluded.body::text = 'null' then raw_item.body else excluded.body end
      where raw_item.state not in ('applied', 'kept')`.execute(tables);
}

/** The place of an item, by which it is found again in its delivery. */
export type ItemPlace = Pick<Item, 'deliveryId' | 'part' | 'field'>;

/** Stores items for whoever holds the lane; one that is stored already stays as it is. */
export async function storeWaiting(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  items: readonly ItemPlace[],
): Promise<void> {
  const deliveries = items.map(({ deliveryId }) => deliveryId);
  const parts = items.map(({ part }) => part);
  const fields = items.map(({ field }) => field);
  await sql`
    insert into raw_item (workspace_id, delivery_id, part, field, body, state)
    select ${workspaceId}, delivery_id, part, field, 'null', 'waiting'
    from unnest(${deliveries}::bigint[], ${parts}::integer[], ${fields}::text[]) as given (delivery_id, part, field)
    on conflict do nothing`.execute(tables);
}

/** Removes items that wait; others stay. */
export async function dropWaiting(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  items: readonly ItemPlace[],
): Promise<void> {
  const deliveries = items.map(({ deliveryId }) => deliveryId);
  const parts = items.map(({ part }) => part);
  await sql`
    delete from raw_item as i using unnest(${deliveries}::bigint[], ${parts}::integer[]) as given (delivery_id, part)
    where i.workspace_id = ${workspaceId} and i.delivery_id = given.delivery_id and i.part = given.part
      and i.state = 'waiting'`.execute(tables);
}
