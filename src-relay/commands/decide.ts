import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import { messageNumberSchema } from '../../src-shared/domain/ids.ts';
import { floorToSecond } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { accept, append, factOf, type CommandOf, type Decision, type Subject } from './command-effect.ts';
import { obstacleToAnswer } from './obstacle.ts';
import { refuse } from './read-command.ts';
import { retryMessage } from './retry-message.ts';

const FIRST_ATTEMPT = 1;

/** Checks what the author had seen, and lets the command take effect in `lane`. */
export async function decide(lane: PostgresLane, command: Command, decision: Decision): Promise<CommandAnswer> {
  const conversation = await lane.findConversation(command.conversation);
  if (conversation === undefined) return refuse(command.id, 'unknown_conversation');
  switch (command.type) {
    case 'message.send':
      return sendMessage(lane, { command, conversation }, decision);
    case 'message.retry':
      return retryMessage(lane, { command, conversation }, decision);
    case 'conversation.mark_read':
      return markRead(lane, { command, conversation }, decision);
    case 'handoff.request':
      return requestHandoff(lane, command, decision);
  }
}

async function sendMessage(
  lane: PostgresLane,
  { command, conversation }: Subject<CommandOf<'message.send'>>,
  decision: Decision,
): Promise<CommandAnswer> {
  const { now, queueSend } = decision;
  const { id, body } = command;
  const obstacle = await obstacleToAnswer(lane, { command, conversation }, decision);
  if (obstacle !== undefined) return obstacle;
  const message = messageNumberSchema.parse(conversation.lastNumber + 1);
  const seq = await append(lane, {
    type: 'message.accepted',
    ...factOf(command, decision),
    body: { message, commandId: id, sentAt: floorToSecond(now) },
    content: { text: body.text },
  });
  await queueSend(lane, { conversation, message, commandId: id, attempt: FIRST_ATTEMPT, at: now });
  return accept(id, seq);
}

/** Reading marks merge by maximum, so they need no look at what the author had seen; one that adds nothing is done. */
async function markRead(
  lane: PostgresLane,
  { command, conversation }: Subject<CommandOf<'conversation.mark_read'>>,
  decision: Decision,
): Promise<CommandAnswer> {
  const inbound = Math.min(command.body.inbound, conversation.inboundCount);
  if (inbound <= conversation.readInbound) return accept(command.id, conversation.asOf);
  const fact = factOf(command, decision);
  const seq = await append(lane, { type: 'conversation.read', ...fact, body: { inbound }, content: null });
  return accept(command.id, seq);
}

/** Asking for a person is never too late: a call for help is not refused because the turn has moved. */
async function requestHandoff(
  lane: PostgresLane,
  command: CommandOf<'handoff.request'>,
  decision: Decision,
): Promise<CommandAnswer> {
  const { note } = command.body;
  const seq = await append(lane, {
    type: 'handoff.requested',
    ...factOf(command, decision),
    body: {},
    content: note === '' ? null : { text: note },
  });
  return accept(command.id, seq);
}
