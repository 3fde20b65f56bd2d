import type { CommandAnswer } from '../../src-shared/domain/command.ts';
import { UNKNOWN_PATIENCE_MS } from '../../src-shared/domain/message-delay.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { accept, append, factOf, type CommandOf, type Decision, type Subject } from './command-effect.ts';
import { obstacleToAnswer } from './obstacle.ts';
import { refuse } from './read-command.ts';

/**
 * Rule O6: a message is sent again only by a person, as a new attempt, when the one before it failed or is `unknown`
 * for so long that no status is waited for any more. It is an answer like any other: window, turn and newer replies
 * count.
 */
export async function retryMessage(
  lane: PostgresLane,
  { command, conversation }: Subject<CommandOf<'message.retry'>>,
  decision: Decision,
): Promise<CommandAnswer> {
  const { now, queueSend } = decision;
  const { message: number, after } = command.body;
  const message = await lane.findMessage(conversation.id, number);
  if (message === undefined || message.commandId === null || !isRetryable(message, after, now)) {
    return refuse(command.id, 'not_retryable');
  }
  const obstacle = await obstacleToAnswer(lane, { command, conversation }, decision);
  if (obstacle !== undefined) return obstacle;
  const attempt = after + 1;
  const seq = await append(lane, {
    type: 'message.retried',
    ...factOf(command, decision),
    body: { message: number, attempt, commandId: command.id },
    content: null,
  });
  await queueSend(lane, { conversation, message: number, commandId: message.commandId, attempt, at: now });
  return accept(command.id, seq);
}

function isRetryable({ attempt, status, statusAt }: Message, after: number, now: EpochMs): boolean {
  if (attempt !== after) return false;
  if (status === 'failed') return true;
  return status === 'unknown' && statusAt !== null && now - statusAt >= UNKNOWN_PATIENCE_MS;
}
