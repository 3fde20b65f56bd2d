import { sql } from 'kysely';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { InboxId } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { PersonMarks } from './person-marks.ts';
import { NEVER_WRITTEN_TO, type PairPace } from './pair-pace.ts';

/** Who writes to whom, and what holds both back. */
export type Sending = {
  readonly number: NumberSending;
  readonly contact: number;
  readonly marks: PersonMarks;
  /** The customer's number of today: it may have come, changed or gone since the conversation started. */
  readonly phone: string | null;
  readonly pair: PairPace;
};

export type NumberSending = {
  readonly inbox: InboxId;
  readonly providerNumberId: string;
  readonly paceUs: number;
  readonly messagingLimit: number | null;
  /** Null while it sends. */
  readonly stop: NumberStop | null;
  /** Null while bulk and what is written first leave. */
  readonly outreachStop: OutreachStop | null;
};

export type NumberStop = {
  readonly code: number;
  readonly at: EpochMs;
  readonly lookAgainAt: EpochMs | null;
  /** Calls are answered well all the same: only a message that arrives shows that it works again. */
  readonly isByStatus: boolean;
};

export type OutreachStop = { readonly at: EpochMs; readonly lookAgainAt: EpochMs };

/** Everything that a claim needs to know besides the message itself, in one query. */
export async function readSending(lane: PostgresLane, { id, inbox }: Conversation): Promise<Sending> {
  const row = await numberRows(lane, inbox)
    .innerJoin('contact_conversation as l', (join) =>
      join.onRef('l.workspace_id', '=', 'i.workspace_id').onRef('l.inbox', '=', 'i.inbox'),
    )
    .innerJoin('contact as c', (join) =>
      join.onRef('c.workspace_id', '=', 'l.workspace_id').onRef('c.contact', '=', 'l.contact'),
    )
    .leftJoin('conversation_sending as p', (join) =>
      join.onRef('p.workspace_id', '=', 'l.workspace_id').onRef('p.conversation', '=', 'l.conversation'),
    )
    .where('l.conversation', '=', id)
    .select(['c.stopped_code as person_code', 'c.stopped_at as person_at', 'c.opted_out'])
    .select(['c.contact', 'c.phone', 'p.burst_at', 'p.paid_at', 'p.refused_in_a_row'])
    .executeTakeFirst();
  const found = must(row, `recipient of conversation ${id}`);
  const { burst_at: burstAt, paid_at: paidAt, refused_in_a_row: refusals } = found;
  const isNew = burstAt === null || paidAt === null || refusals === null;
  const pair = isNew ? NEVER_WRITTEN_TO : { burstAt, paidAt, refusals };
  const marks = { code: found.person_code, at: found.person_at, isOptedOut: found.opted_out };
  return { number: toNumber(found), contact: found.contact, marks, phone: found.phone, pair };
}

export async function readPair(lane: PostgresLane, conversation: Conversation['id']): Promise<PairPace> {
  const pair = await lane.tables
    .selectFrom('conversation_sending')
    .where('workspace_id', '=', lane.workspaceId)
    .where('conversation', '=', conversation)
    .select(['burst_at as burstAt', 'paid_at as paidAt', 'refused_in_a_row as refusals'])
    .executeTakeFirst();
  return pair ?? NEVER_WRITTEN_TO;
}

export async function readNumber(lane: PostgresLane, inbox: InboxId): Promise<NumberSending> {
  return toNumber(must(await numberRows(lane, inbox).executeTakeFirst(), `inbox ${inbox}`));
}

function numberRows(lane: PostgresLane, inbox: InboxId) {
  return lane.tables
    .selectFrom('inbox as i')
    .leftJoin('inbox_sending as s', (join) =>
      join.onRef('s.workspace_id', '=', 'i.workspace_id').onRef('s.inbox', '=', 'i.inbox'),
    )
    .where('i.workspace_id', '=', lane.workspaceId)
    .where('i.inbox', '=', inbox)
    .select(['i.inbox', 'i.provider_number_id', 's.pace_us', 's.messaging_limit'])
    .select(['s.stopped_code', 's.stopped_at', 's.look_again_at', 's.stopped_by_status'])
    .select(['s.outreach_stopped_at', 's.outreach_look_at']);
}

type NumberRow = Awaited<ReturnType<ReturnType<typeof numberRows>['executeTakeFirstOrThrow']>>;

function toNumber(row: NumberRow): NumberSending {
  const { stopped_code: code, stopped_at: at, look_again_at: lookAgainAt, stopped_by_status: isByStatus } = row;
  const { outreach_stopped_at: heldAt, outreach_look_at: heldUntil } = row;
  return {
    inbox: row.inbox,
    providerNumberId: row.provider_number_id,
    paceUs: row.pace_us ?? 0,
    messagingLimit: row.messaging_limit,
    stop: code === null || at === null ? null : { code, at, lookAgainAt, isByStatus: isByStatus === true },
    outreachStop: heldAt === null || heldUntil === null ? null : { at: heldAt, lookAgainAt: heldUntil },
  };
}

export async function keepNumberPace(lane: PostgresLane, inbox: InboxId, paceUs: number): Promise<void> {
  await sql`
    insert into inbox_sending (workspace_id, inbox, pace_us) values (${lane.workspaceId}, ${inbox}, ${paceUs})
    on conflict (workspace_id, inbox) do update set pace_us = excluded.pace_us
  `.execute(lane.tables);
}

export async function keepPairPace(
  lane: PostgresLane,
  { id }: Pick<Conversation, 'id'>,
  pace: PairPace,
): Promise<void> {
  const row = {
    burst_at: epochMs(pace.burstAt),
    paid_at: epochMs(pace.paidAt),
    refused_in_a_row: pace.refusals,
  };
  await lane.tables
    .insertInto('conversation_sending')
    .values({ workspace_id: lane.workspaceId, conversation: id, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation']).doUpdateSet(row))
    .execute();
}
