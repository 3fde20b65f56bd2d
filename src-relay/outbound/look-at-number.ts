import type { ConversationId, InboxId } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { nextInQueue } from './number-queue-rows.ts';
import { afterSend, fitsAt, numberPace } from './number-pace.ts';
import { wakeNumber } from './send-wakes.ts';
import { readNumber } from './sending-rows.ts';
import { waitForNumber, type WaitRules } from './waits.ts';

/** Whose turn it is, and when to look again; null where nothing waits, or nobody knows. */
export type NumberTurn = { readonly conversations: readonly ConversationId[]; readonly nextAt: EpochMs | null };

const MOST_AT_ONCE = 50;

/**
 * Which of the conversations that wait for a number may send now: as many as its pace has room for, or one where it is
 * to be seen whether the number works again. They still have to claim what they send.
 */
export async function lookAtNumber(
  lane: PostgresLane,
  { inbox, now, rules }: { readonly inbox: InboxId; readonly now: EpochMs; readonly rules: WaitRules },
): Promise<NumberTurn> {
  const target = { workspace: lane.workspaceId, inbox };
  const number = await readNumber(lane, inbox);
  const wait = waitForNumber(number, rules, now);
  if (wait !== undefined) {
    if (wait.at !== null) await wakeNumber(lane.tables, target, wait.at);
    return { conversations: [], nextAt: wait.at };
  }
  const pace = numberPace(rules.throughputOf(number.providerNumberId));
  const most = number.stop === null ? MOST_AT_ONCE : 1;
  let { paceUs } = number;
  let room = 0;
  let nextAt = fitsAt(paceUs, pace, { nowMs: now, bulk: false });
  while (nextAt === now && room < most) {
    room += 1;
    paceUs = afterSend(paceUs, pace, now);
    nextAt = fitsAt(paceUs, pace, { nowMs: now, bulk: false });
  }
  const waiting = await nextInQueue(lane, { inbox, now, limit: room + 1, repliesOnly: number.outreachStop !== null });
  if (waiting.length <= room) return { conversations: waiting, nextAt: null };
  const again = epochMs(Math.max(nextAt, now + 1));
  await wakeNumber(lane.tables, target, again);
  return { conversations: waiting.slice(0, room), nextAt: again };
}
