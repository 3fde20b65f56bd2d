import type { Actor } from '../../src-shared/domain/actor.ts';
import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { messageNumberSchema, type CommandId, type Seq } from '../../src-shared/domain/ids.ts';
import { isServiceWindowOpen } from '../../src-shared/domain/service-window.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import { floorToSecond, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { EventDraft } from '../log/log.ts';
import type { PostgresLane } from '../log/lane.ts';
import { hasNewerReply } from './newer-reply.ts';
import { refuse } from './read-command.ts';

/** Puts an accepted message on its way, in the transaction that accepts it. */
export type QueueSend = (lane: PostgresLane, send: AcceptedSend) => Promise<void>;

export type AcceptedSend = {
  readonly conversation: Conversation;
  readonly message: Conversation['lastNumber'];
  readonly commandId: CommandId;
  readonly at: EpochMs;
};

export type Decision = {
  readonly session: Session;
  readonly now: EpochMs;
  readonly queueSend: QueueSend;
};

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** Checks what the author had seen, and lets the command take effect in `lane`. */
export async function decide(lane: PostgresLane, command: Command, decision: Decision): Promise<CommandAnswer> {
  const conversation = await lane.findConversation(command.conversation);
  if (conversation === undefined) return refuse(command.id, 'unknown_conversation');
  switch (command.type) {
    case 'message.send':
      return sendMessage(lane, { command, conversation }, decision);
    case 'conversation.mark_read':
      return markRead(lane, { command, conversation }, decision);
    case 'handoff.request':
      return requestHandoff(lane, command, decision);
  }
}

async function sendMessage(
  lane: PostgresLane,
  { command, conversation }: { command: CommandOf<'message.send'>; conversation: Conversation },
  decision: Decision,
): Promise<CommandAnswer> {
  const { session, now, queueSend } = decision;
  const { id, basedOn, turn, body } = command;
  if (await hasNewerReply(lane, conversation, { person: session.person, basedOn })) {
    return { id, outcome: 'stale', code: 'newer_reply', seq: null };
  }
  if (turn < conversation.turn) return { id, outcome: 'stale', code: 'turn_moved', seq: null };
  if (!isServiceWindowOpen(conversation.lastInboundAt, now)) {
    return { id, outcome: 'held', code: 'window_closed', seq: null };
  }
  const message = messageNumberSchema.parse(conversation.lastNumber + 1);
  const seq = await append(lane, {
    type: 'message.accepted',
    ...factOf(command, decision),
    body: { message, commandId: id, sentAt: floorToSecond(now) },
    content: { text: body.text },
  });
  await queueSend(lane, { conversation, message, commandId: id, at: now });
  return accept(id, seq);
}

/** Reading marks merge by maximum, so they need no look at what the author had seen; one that adds nothing is done. */
async function markRead(
  lane: PostgresLane,
  { command, conversation }: { command: CommandOf<'conversation.mark_read'>; conversation: Conversation },
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

async function append(lane: PostgresLane, draft: EventDraft): Promise<Seq> {
  const seen = await lane.append(draft);
  return must(seen, `event of a command that had no answer (${draft.type})`).event.seq;
}

function factOf(command: Command, { session, now }: Decision) {
  return {
    conversation: command.conversation,
    at: now,
    actor: actorOf(session),
    dedupeKey: `command/${command.id}`,
  };
}

function actorOf({ role, person }: Session): Actor {
  return role === 'bot' ? { kind: 'bot', person } : { kind: 'agent', person };
}

function accept(id: CommandId, seq: Seq): CommandAnswer {
  return { id, outcome: 'accepted', code: 'done', seq };
}
