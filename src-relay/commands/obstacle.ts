import type { CommandAnswer } from '../../src-shared/domain/command.ts';
import { isServiceWindowOpen } from '../../src-shared/domain/service-window.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { CommandOf, Decision, Subject } from './command-effect.ts';
import { hasNewerReply } from './newer-reply.ts';

type Answering = CommandOf<'message.send' | 'message.retry'>;

/** Why an answer to the customer can't leave as its author meant it (rules O2, O3, T1); undefined when it can. */
export async function obstacleToAnswer(
  lane: PostgresLane,
  { command, conversation }: Subject<Answering>,
  { session, now }: Decision,
): Promise<CommandAnswer | undefined> {
  const { id, basedOn, turn } = command;
  if (await hasNewerReply(lane, conversation, { person: session.person, basedOn })) {
    return { id, outcome: 'stale', code: 'newer_reply', seq: null };
  }
  if (turn < conversation.turn) return { id, outcome: 'stale', code: 'turn_moved', seq: null };
  if (!isServiceWindowOpen(conversation.lastInboundAt, now)) {
    return { id, outcome: 'held', code: 'window_closed', seq: null };
  }
  return undefined;
}
