import { sql } from 'kysely';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import type { SendCallTable } from '../db/tables.ts';
import type { NodeId } from '../nodes/lanes.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { SendAttempt } from './send-attempts.ts';

/** A call of an attempt: `tries` counts them, from 1. */
export type CallKey = Pick<SendAttempt, 'command_id' | 'attempt' | 'tries'>;

/** Records a call before it is made. */
export async function beginCall(lane: PostgresLane, key: CallKey, call: { node: NodeId; now: EpochMs }): Promise<void> {
  await lane.tables
    .insertInto('send_call')
    .values({
      workspace_id: lane.workspaceId,
      command_id: key.command_id,
      attempt: key.attempt,
      try: key.tries,
      node: call.node,
      began_at: call.now,
      ended_at: null,
      outcome: null,
      code: null,
      provider_id: null,
    })
    .execute();
}

/** Records what came of a call. An answer that comes after its caller was thought dead takes the place of `lost`. */
export async function endCall(lane: PostgresLane, key: CallKey, end: CallEnd): Promise<void> {
  await lane.tables
    .updateTable('send_call')
    .set({ ended_at: end.now, outcome: end.outcome, code: end.code, provider_id: end.providerId })
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', key.command_id)
    .where('attempt', '=', key.attempt)
    .where('try', '=', key.tries)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '=', 'lost')]))
    .execute();
}

/** Takes the record of a call away that was not begun. */
export async function forgetCall(lane: PostgresLane, key: CallKey): Promise<void> {
  await lane.tables
    .deleteFrom('send_call')
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', key.command_id)
    .where('attempt', '=', key.attempt)
    .where('try', '=', key.tries)
    .where('outcome', 'is', null)
    .execute();
}

type CallEnd = {
  readonly outcome: Exclude<SendCallTable['outcome'], null>;
  readonly code: number | null;
  readonly providerId: string | null;
  readonly now: EpochMs;
};

export function callEndOf(outcome: SendOutcome, now: EpochMs): CallEnd {
  const code = 'code' in outcome ? outcome.code : null;
  const providerId = outcome.kind === 'accepted' ? outcome.providerId : null;
  return { outcome: outcome.kind, code, providerId, now };
}

/** Nobody makes this call any more, and nobody knows what came of it. */
export function lostCall(now: EpochMs): CallEnd {
  return { outcome: 'lost', code: null, providerId: null, now };
}

/** An attempt of a relay of before there were nodes, or of one that runs beside this one, names no caller. */
const NAMELESS_CALL_MS = 60_000;

/**
 * Whether the caller of an attempt that is `calling` is gone. By the database's clock for another node; a call of this
 * node is nobody's when whoever asks is the one who would make it.
 */
export async function isCallerGone(
  lane: PostgresLane,
  { node, updated_at: since }: SendAttempt,
  { ownNode, now }: { readonly ownNode: NodeId; readonly now: EpochMs },
): Promise<boolean> {
  if (node === ownNode) return true;
  if (node === null) return now - since > NAMELESS_CALL_MS;
  const { rows } = await sql<{ alive: boolean }>`
    select exists (select from node where id = ${node} and expires_at > clock_timestamp()) as alive
  `.execute(lane.tables);
  return rows[0]?.alive !== true;
}
