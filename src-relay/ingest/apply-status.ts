import type { Selectable } from 'kysely';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { OrphanStatusTable, ProviderMessageTable } from '../db/tables.ts';
import type { PostgresLane } from '../log/lane.ts';
import { readCallbackData, type AttemptName } from '../outbound/callback-data.ts';
import type { MessageStatus } from './events/message-events.ts';
import { NOT_SENT_BY_US } from './provider-attempt.ts';

type ProviderStatus = OrphanStatusTable['status'];

/** The provider knows more about a message that was sent. */
export type StatusUpdate = {
  readonly providerId: string;
  readonly status: ProviderStatus;
  readonly failureCode: number | null;
  /** Which attempt it was, as we gave along when sending; null for messages of others. */
  readonly name: AttemptName | null;
};

const LADDER: ReadonlySet<string> = new Set<ProviderStatus>(['sent', 'failed', 'delivered', 'read', 'played']);
const MOST_NEGATIVE_CODE = -2_147_483_648;
const MOST_POSITIVE_CODE = 2_147_483_647;

/** What a status says of how far a message came; undefined for one that says something else. */
export function statusUpdateOf({ id, status, failures, callbackData }: MessageStatus): StatusUpdate | undefined {
  if (!isRung(status)) return undefined;
  const code = status === 'failed' ? (failures[0]?.code ?? null) : null;
  const isStorable = code !== null && code >= MOST_NEGATIVE_CODE && code <= MOST_POSITIVE_CODE;
  const name = readCallbackData(callbackData) ?? null;
  return { providerId: id, status, failureCode: isStorable ? code : null, name };
}

function isRung(status: string): status is ProviderStatus {
  return LADDER.has(status);
}

type Link = Pick<Selectable<ProviderMessageTable>, 'conversation' | 'message' | 'attempt' | 'command_id'>;
type Known = Pick<StatusUpdate, 'providerId' | 'status' | 'failureCode'> & { readonly at: EpochMs };

/** `parked`: the message is not known yet; the status waits for {@link applyParkedStatuses}. */
export type StatusOutcome = 'applied' | 'parked' | 'not_our_message';

/** What makes a status the same when it comes again. */
export function statusKey({ providerId, status }: Pick<Known, 'providerId' | 'status'>): string {
  return `status/${providerId}/${status}`;
}

/**
 * Appends a status of a message that the relay sent. The provider's id is known from the answer of the send call; the
 * webhook can overtake it, and then the name of the attempt that we gave along finds the message.
 */
export async function applyStatus(
  lane: PostgresLane,
  update: StatusUpdate,
  receivedAt: EpochMs,
): Promise<StatusOutcome> {
  const known = { ...update, at: receivedAt };
  const link = (await findLink(lane, update.providerId)) ?? (await linkByName(lane, update));
  if (link === undefined) {
    await park(lane, known);
    return 'parked';
  }
  if (link.attempt === NOT_SENT_BY_US) return 'not_our_message';
  await appendStatus(lane, link, known);
  return 'applied';
}

/** Applies what was parked for a provider's id, once it is linked to its message. */
export async function applyParkedStatuses(lane: PostgresLane, providerId: string): Promise<void> {
  const link = await findLink(lane, providerId);
  if (link === undefined || link.attempt === NOT_SENT_BY_US) return;
  const parked = await lane.tables
    .deleteFrom('orphan_status')
    .where('workspace_id', '=', lane.workspaceId)
    .where('provider_id', '=', providerId)
    .returning(['status', 'failure_code as failureCode', 'at'])
    .execute();
  for (const one of parked.toSorted((left, right) => left.at - right.at)) {
    await appendStatus(lane, link, { providerId, ...one });
  }
}

function findLink(lane: PostgresLane, providerId: string): Promise<Link | undefined> {
  return lane.tables
    .selectFrom('provider_message')
    .select(['conversation', 'message', 'attempt', 'command_id'])
    .where('workspace_id', '=', lane.workspaceId)
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
}

async function linkByName(lane: PostgresLane, update: StatusUpdate): Promise<Link | undefined> {
  if (update.name === null) return undefined;
  const link = await lane.tables
    .selectFrom('send_attempt')
    .select(['conversation', 'message', 'attempt', 'command_id'])
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', update.name.commandId)
    .where('attempt', '=', update.name.attempt)
    .executeTakeFirst();
  if (link === undefined) return undefined;
  await lane.tables
    .insertInto('provider_message')
    .values({ workspace_id: lane.workspaceId, provider_id: update.providerId, ...link })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return link;
}

async function park(lane: PostgresLane, { providerId, status, failureCode, at }: Known): Promise<void> {
  await lane.tables
    .insertInto('orphan_status')
    .values({ workspace_id: lane.workspaceId, provider_id: providerId, status, failure_code: failureCode, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function appendStatus(lane: PostgresLane, link: Link, known: Known): Promise<void> {
  const { status, failureCode, at } = known;
  await lane.append({
    type: 'message.status',
    conversation: link.conversation,
    at,
    actor: { kind: 'system' },
    body: { message: link.message, attempt: link.attempt, status, failureCode },
    content: null,
    dedupeKey: statusKey(known),
  });
  await settleUnknown(lane, link, { status, at });
}

/** A call whose answer was lost is settled by any status of its message, also when nobody waited for one any more. */
async function settleUnknown(
  lane: PostgresLane,
  link: Link,
  { status, at }: Pick<Known, 'status' | 'at'>,
): Promise<void> {
  if (link.command_id === null) return;
  await lane.tables
    .updateTable('send_attempt')
    .set({ state: status === 'failed' ? 'failed' : 'sent', updated_at: at })
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', link.command_id)
    .where('attempt', '=', link.attempt)
    .where('state', 'in', ['unknown', 'closed'])
    .execute();
}
