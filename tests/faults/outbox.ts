import { randomFillSync } from 'node:crypto';
import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { commandIdSchema, type Seq } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { makeUuidV7 } from '../../src-shared/lib/uuid-v7.ts';

const clock = { now: () => epochMs(Date.now()) };

/** `waiting` → `sending` → `accepted` at `seq` → gone; or `stale`, until its author has seen more and writes it anew. */
type Entry = { command: Command; state: 'waiting' | 'sending' | 'stale' | { readonly acceptedAt: Seq } };

/**
 * What a console's agents have written and the log has not shown yet, in the order written. It outlives connections and
 * kills, as the journal of a real console does, except that an answer which was heard and not yet shown is forgotten.
 */
export class Outbox {
  #entries: Entry[] = [];
  /** Answers that no reply of ours should ever get. */
  readonly unexpected: CommandAnswer[] = [];

  /** The texts that are not settled. */
  get texts(): readonly string[] {
    return this.#entries.flatMap(({ command }) => (command.type === 'message.send' ? [command.body.text] : []));
  }

  write(conversation: Conversation, text: string): void {
    this.#entries.push({ command: sendCommand(conversation, text), state: 'waiting' });
  }

  /** As after a loss of the connection: nothing counts as given or answered. */
  forgetConnection(): void {
    for (const entry of this.#entries) if (entry.state !== 'stale') entry.state = 'waiting';
  }

  take(answer: CommandAnswer): void {
    const entry = this.#entries.find(({ command }) => command.id === answer.id);
    if (entry === undefined) return;
    if (answer.outcome === 'accepted') entry.state = { acceptedAt: answer.seq };
    else if (answer.outcome === 'stale') entry.state = 'stale';
    else {
      this.unexpected.push(answer);
      this.#entries = this.#entries.filter((other) => other !== entry);
    }
  }

  /**
   * What may go now: the first of each conversation, once everything before it is accepted. Settles what is shown at
   * `cursor`. What was stale goes under another id as soon as its author has seen more, as with "Send anyway".
   */
  next(cursor: Seq, conversationOf: (id: Conversation['id']) => Conversation | undefined): readonly Command[] {
    this.#entries = this.#entries.filter(({ state }) => typeof state !== 'object' || state.acceptedAt > cursor);
    const taken = new Set<Conversation['id']>();
    const next: Command[] = [];
    for (const entry of this.#entries) {
      const { conversation } = entry.command;
      if (typeof entry.state === 'object' || taken.has(conversation)) continue;
      taken.add(conversation);
      if (entry.state === 'stale') writeAnew(entry, conversationOf(conversation));
      if (entry.state !== 'waiting') continue;
      entry.state = 'sending';
      next.push(entry.command);
    }
    return next;
  }
}

function writeAnew(entry: Entry, conversation: Conversation | undefined): void {
  const { command } = entry;
  if (conversation === undefined || conversation.asOf <= command.basedOn || command.type !== 'message.send') return;
  entry.command = sendCommand(conversation, command.body.text);
  entry.state = 'waiting';
}

function sendCommand({ workspaceId, id, asOf, turn }: Conversation, text: string): Command {
  return {
    id: commandIdSchema.parse(makeUuidV7(clock, randomFillSync)),
    workspaceId,
    conversation: id,
    basedOn: asOf,
    turn,
    type: 'message.send',
    body: { text },
  };
}
