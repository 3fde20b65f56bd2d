import { sql } from 'kysely';

import type { InboxId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import type { RawItemState } from '../db/tables.ts';
import type { ProviderLink } from './apply-arrival.ts';
import { NOT_SENT_BY_US } from './provider-attempt.ts';
import type { Part } from './read/read-delivery.ts';

/** A part of a delivery, in the workspace that it belongs to. */
export type Item = Part & {
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

/** Stores items with what became of them, in one statement; one that is stored already stays as it is. */
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
    on conflict do nothing`.execute(tables);
}
