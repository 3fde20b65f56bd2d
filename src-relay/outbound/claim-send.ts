import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { isServiceWindowOpen, serviceWindowEnd } from '../../src-shared/domain/service-window.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { NodeId } from '../nodes/lanes.ts';
import { appendStatus } from './append-status.ts';
import { tellDelay } from './delays.ts';
import { countFirstContact } from './messaging-limit.ts';
import { afterSend, numberPace } from './number-pace.ts';
import { beginLook } from './number-stops.ts';
import { beginOutreachLook, isOutreach } from './outreach-stops.ts';
import { afterPairSend } from './pair-pace.ts';
import { objectionTo } from './person-marks.ts';
import { changeAttempt, openAttempts, type SendAttempt } from './send-attempts.ts';
import { beginCall, endCall, isCallerGone, lostCall } from './send-calls.ts';
import { wakeNumber, wakeSender, type NumberTarget } from './send-wakes.ts';
import { keepNumberPace, keepPairPace, readSending, type Sending } from './sending-rows.ts';
import { settleUnknown } from './settle-unknown.ts';
import { giveUpIfTaken } from './superseded.ts';
import { findWait, waitForOutreach, type Wait, type WaitRules } from './waits.ts';

/** The next call to make, or that there is none now. */
export type Claim =
  | { readonly kind: 'call'; readonly call: ClaimedCall }
  | { readonly kind: 'nothing' }
  /** Its turn in the queue of its number comes at `at`. */
  | { readonly kind: 'queued'; readonly number: NumberTarget; readonly at: EpochMs };

export type ClaimedCall = {
  readonly attempt: SendAttempt;
  /** Who is written to; the pace of the person with this message, that of the number as it was found. */
  readonly sending: Sending;
  /** The pace of the person before this message. */
  readonly pairBefore: Sending['pair'];
  readonly to: string;
  readonly text: string;
};

export type ClaimContext = {
  readonly conversation: SendAttempt['conversation'];
  readonly node: NodeId;
  readonly now: EpochMs;
  readonly rules: WaitRules;
  readonly onCallLost: () => void;
  readonly onWait: (reason: Wait['delay']['reason']) => void;
};

/** Meta's code for free text more than 24 hours after the customer's last message. */
const WINDOW_CLOSED = 131_047;
/** Meta's code for a message that can't be delivered, the reason hidden. */
const UNDELIVERABLE = 131_026;
/** Another node is at it: it goes on by itself, so that this is for the case that it dies. */
const LOOK_AGAIN_AFTER_MS = 2000;

/**
 * Takes the first message of the conversation that is due, pays its pace and records the call, all in the lane, before
 * it is made. At most one call of a conversation is under way: whoever finds an attempt `calling` waits for its caller,
 * and where the caller is gone, whether it took effect is `unknown`, and it is never sent again by itself (rule O4). The
 * service window is looked at once more at this moment (rule O2), and for what nobody asked for whether this person may
 * be written to (rule O7). Replies go past what their number may not send now.
 */
export async function claimSend(lane: PostgresLane, context: ClaimContext): Promise<Claim> {
  const { conversation: id, now, rules } = context;
  const attempts = await openAttempts(lane, id);
  let heldUntil: EpochMs | undefined;
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.state === 'calling') {
      if (!(await settleLost(lane, attempt, context))) return wakeLater(lane, id, epochMs(now + LOOK_AGAIN_AFTER_MS));
      continue;
    }
    if (await giveUpIfTaken(lane, attempt, now)) continue;
    const conversation = must(await lane.findConversation(id), 'conversation of an attempt');
    const sending = await readSending(lane, conversation);
    const held = waitForOutreach(attempt, sending.number, now);
    if (held !== undefined) {
      context.onWait(held.delay.reason);
      await tellDelay(lane, [attempt], { ...held, now });
      heldUntil = held.at ?? heldUntil;
      continue;
    }
    if (attempt.due_at > now) return wakeLater(lane, id, attempt.due_at);
    const content = await contentToSend(lane, attempt, { conversation, sending, now });
    if (content.kind === 'unsendable') {
      await fail(lane, attempt, { code: content.code, now });
      continue;
    }
    const wait = await findWait(lane, attempt, { rules, sending, now });
    if (wait !== undefined) {
      context.onWait(wait.delay.reason);
      return keepWaiting(lane, attempts.slice(index), { wait, conversation, now });
    }
    const { to, text } = content;
    return { kind: 'call', call: { ...(await take(lane, attempt, { sending, context })), to, text } };
  }
  return heldUntil === undefined ? { kind: 'nothing' } : wakeLater(lane, id, heldUntil);
}

async function wakeLater(lane: PostgresLane, conversation: SendAttempt['conversation'], at: EpochMs): Promise<Claim> {
  await wakeSender(lane.tables, { workspace: lane.workspaceId, conversation }, at);
  return { kind: 'nothing' };
}

/** False where its caller lives. */
async function settleLost(lane: PostgresLane, attempt: SendAttempt, { node, now, onCallLost }: ClaimContext) {
  if (!(await isCallerGone(lane, attempt, { ownNode: node, now }))) return false;
  onCallLost();
  await endCall(lane, attempt, lostCall(now));
  await settleUnknown(lane, attempt, { updated_at: now });
  return true;
}

type Content =
  | { readonly kind: 'text'; readonly to: string; readonly text: string }
  | { readonly kind: 'unsendable'; readonly code: number };

type Found = { readonly conversation: Conversation; readonly sending: Sending; readonly now: EpochMs };

async function contentToSend(
  lane: PostgresLane,
  attempt: SendAttempt,
  { conversation, sending, now }: Found,
): Promise<Content> {
  const objection = isOutreach(attempt) ? objectionTo(sending.marks, { ...conversation, now }) : undefined;
  if (objection !== undefined) return { kind: 'unsendable', code: objection };
  const { message, initiated } = attempt;
  if (!initiated && !isServiceWindowOpen(conversation.lastInboundAt, now)) {
    return { kind: 'unsendable', code: WINDOW_CLOSED };
  }
  const text = (await lane.findMessage(conversation.id, message))?.text ?? null;
  if (text === null || sending.phone === null) return { kind: 'unsendable', code: UNDELIVERABLE };
  return { kind: 'text', to: sending.phone, text };
}

async function fail(lane: PostgresLane, attempt: SendAttempt, { code, now }: { code: number; now: EpochMs }) {
  await changeAttempt(lane, attempt, { state: 'failed', failure_code: code, updated_at: now });
  await appendStatus(lane, attempt, { status: 'failed', failureCode: code, at: now });
}

/** What stands still for long is looked at when its service window closes, so that its failure is told in time. */
async function keepWaiting(
  lane: PostgresLane,
  attempts: readonly SendAttempt[],
  { wait, conversation, now }: { wait: Wait; conversation: Conversation; now: EpochMs },
): Promise<Claim> {
  const { of, at, delay } = wait;
  const waiting = attempts.filter(({ state }) => state === 'waiting');
  await tellDelay(lane, waiting, { delay, now });
  if (of === 'conversation' && at !== null) return wakeLater(lane, conversation.id, at);
  if (delay.reason !== 'pace') {
    const closesAt = serviceWindowEnd(conversation.lastInboundAt);
    if (closesAt !== null && closesAt > now) await wakeLater(lane, conversation.id, closesAt);
  }
  if (at === null) return { kind: 'nothing' };
  const number = { workspace: lane.workspaceId, inbox: conversation.inbox };
  await wakeNumber(lane.tables, number, at);
  return { kind: 'queued', number, at };
}

async function take(
  lane: PostgresLane,
  attempt: SendAttempt,
  { sending, context }: { sending: Sending; context: ClaimContext },
): Promise<Pick<ClaimedCall, 'attempt' | 'sending' | 'pairBefore'>> {
  const { node, now, rules } = context;
  const { number, contact, pair } = sending;
  const called = { ...attempt, state: 'calling' as const, tries: attempt.tries + 1, node };
  await changeAttempt(lane, attempt, { state: called.state, tries: called.tries, node, updated_at: now });
  await beginCall(lane, called, { node, now });
  const pace = numberPace(rules.throughputOf(number.providerNumberId));
  await keepNumberPace(lane, number.inbox, afterSend(number.paceUs, pace, now));
  const paid = afterPairSend(pair, now);
  await keepPairPace(lane, { id: attempt.conversation }, paid);
  if (attempt.initiated) await countFirstContact(lane, { contact, limit: number.messagingLimit, now });
  await beginLook(lane, number, now);
  if (isOutreach(attempt)) await beginOutreachLook(lane, number, now);
  return { attempt: called, sending: { ...sending, pair: paid }, pairBefore: pair };
}
