import type { Actor } from '../../src-shared/domain/actor.ts';
import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { CommandId, Seq } from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { EventDraft } from '../log/log.ts';
import type { PostgresLane } from '../log/lane.ts';

/** Puts an accepted message on its way, in the transaction that accepts it. */
export type QueueSend = (lane: PostgresLane, send: AcceptedSend) => Promise<void>;

export type AcceptedSend = {
  readonly conversation: Conversation;
  readonly message: Conversation['lastNumber'];
  /** The command that made the message, also where another one sends it again. */
  readonly commandId: CommandId;
  /** Counts from 1. */
  readonly attempt: number;
  readonly at: EpochMs;
};

/** Who commands, and when. */
export type Decision = {
  readonly session: Session;
  readonly now: EpochMs;
  readonly queueSend: QueueSend;
};

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** A command and the conversation that it is about. */
export type Subject<One extends Command> = { readonly command: One; readonly conversation: Conversation };

/** Appends the event of a command that had no answer yet. */
export async function append(lane: PostgresLane, draft: EventDraft): Promise<Seq> {
  const seen = await lane.append(draft);
  return must(seen, `event of a command that had no answer (${draft.type})`).event.seq;
}

/** What every event of a command says. */
export function factOf(command: Command, { session, now }: Decision) {
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

export function accept(id: CommandId, seq: Seq): CommandAnswer {
  return { id, outcome: 'accepted', code: 'done', seq };
}
