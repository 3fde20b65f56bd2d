import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { ClaimedCall } from './claim-send.ts';
import { numberPace } from './number-pace.ts';
import { changeAttempt, findAttempt } from './send-attempts.ts';
import { forgetCall } from './send-calls.ts';
import { wakeSender } from './send-wakes.ts';
import { keepNumberPace, keepPairPace, readNumber } from './sending-rows.ts';
import type { ThroughputOf } from './throughput.ts';

/** A call that was claimed and certainly not begun: no try, no record of a call, and its pace is given back. */
export async function putBack(
  lane: PostgresLane,
  { attempt, sending, pairBefore }: ClaimedCall,
  { now, throughputOf }: { readonly now: EpochMs; readonly throughputOf: ThroughputOf },
): Promise<void> {
  const { state, tries } = must(await findAttempt(lane, attempt), 'attempt of a call');
  if (state !== 'calling' || tries !== attempt.tries) return;
  await forgetCall(lane, attempt);
  await changeAttempt(lane, attempt, { state: 'waiting', node: null, tries: tries - 1, updated_at: now });
  const { inbox, paceUs, providerNumberId } = await readNumber(lane, sending.number.inbox);
  await keepNumberPace(lane, inbox, Math.max(0, paceUs - numberPace(throughputOf(providerNumberId)).spacingUs));
  await keepPairPace(lane, { id: attempt.conversation }, pairBefore);
  await wakeSender(lane.tables, { workspace: lane.workspaceId, conversation: attempt.conversation });
}
