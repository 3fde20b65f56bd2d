import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { CommandId, ConversationId, Epoch } from '../../src-shared/domain/ids.ts';
import { isCard, type QueuedEntry } from '../../src-shared/domain/outbox-entry.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Journal } from '../db/journal.ts';
import type { JournalEntry } from '../db/outbox-row.ts';
import { Lane } from './lane.ts';

type Surroundings = { readonly clock: Clock; readonly journalFailed: (error: unknown) => void };

export type NotTaken = Exclude<CommandAnswer, { outcome: 'accepted' }>;

/**
 * This console's commands that are not settled, in the order queued: on disk in the journal, and here as they are there.
 * An entry is `waiting` until it is first given to the relay, then `sending` until the relay's event or answer; it never
 * goes back. Memory changes after the journal has, but for settling: what the cache shows as done is gone at once, and
 * a crash before the journal follows leaves a row that the relay recognises (rule O1).
 */
export class Outbox {
  readonly #journal: Journal;
  readonly #surroundings: Surroundings;
  readonly #changes = new Lane();
  #entries: ReadonlyMap<CommandId, JournalEntry>;
  #lastOrder: number;
  /** On disk, but not to be read by this version: kept for one that can. They hold up nobody. */
  readonly unreadable: number;

  private constructor(journal: Journal, surroundings: Surroundings, read: Awaited<ReturnType<Journal['readOutbox']>>) {
    this.#journal = journal;
    this.#surroundings = surroundings;
    this.#entries = new Map(read.entries.map((entry) => [entry.command.id, entry]));
    this.#lastOrder = read.lastOrder;
    this.unreadable = read.unreadable;
  }

  static async load(journal: Journal, surroundings: Surroundings): Promise<Outbox> {
    return new Outbox(journal, surroundings, await journal.readOutbox());
  }

  /** In the order queued. */
  get entries(): readonly JournalEntry[] {
    return [...this.#entries.values()];
  }

  /** Messages and handoffs, cards and what can't be read included; reading is no matter of concern. */
  get pendingSends(): number {
    return this.unreadable + this.entries.filter((entry) => !isReading(entry)).length;
  }

  find(command: CommandId): JournalEntry | undefined {
    return this.#entries.get(command);
  }

  /** What a thread shows of it, in the order queued. */
  shownIn(conversation: ConversationId): QueuedEntry[] {
    return this.entries.flatMap((entry) => (entry.command.conversation === conversation ? shown(entry) : []));
  }

  /**
   * Resolves when the command is durable. A message takes the draft of its conversation away with it. `epoch` is the life
   * of the log that its author saw.
   */
  queue(command: Command, epoch: Epoch | null): Promise<void> {
    return this.#changes.run(async () => {
      if (command.type === 'conversation.mark_read' && this.#knowsReading(command)) return;
      this.#lastOrder += 1;
      const entry: JournalEntry = {
        command,
        state: 'waiting',
        code: null,
        queuedAt: this.#surroundings.clock.now(),
        order: this.#lastOrder,
        epoch,
      };
      await (command.type === 'message.send'
        ? this.#journal.putEntryInPlaceOfDraft(entry)
        : this.#journal.putEntry(entry));
      this.#set(entry);
    });
  }

  /** Puts `command` where the card `old` stands. False where that is no card any more. */
  replaceCard(old: CommandId, command: Command, epoch: Epoch | null): Promise<boolean> {
    return this.#changes.run(async () => {
      const before = this.#entries.get(old);
      if (before === undefined || !isCard(before)) return false;
      const queuedAt = this.#surroundings.clock.now();
      const entry: JournalEntry = { ...before, command, epoch, state: 'waiting', code: null, queuedAt };
      await this.#journal.putEntry(entry);
      this.#forget([old]);
      this.#set(entry);
      return true;
    });
  }

  /** Removes what the relay has certainly not taken. False where it may have. */
  discard(command: CommandId): Promise<boolean> {
    return this.#changes.run(async () => {
      const entry = this.#entries.get(command);
      if (entry === undefined || entry.state === 'sending') return false;
      await this.#journal.removeEntries([entry.order]);
      this.#forget([command]);
      return true;
    });
  }

  /** Makes a draft again of a message that the relay has certainly not taken. False where it may have. */
  takeBack(command: CommandId): Promise<boolean> {
    return this.#changes.run(async () => {
      const entry = this.#entries.get(command);
      if (entry === undefined || entry.state === 'sending' || entry.command.type !== 'message.send') return false;
      const { conversation, body } = entry.command;
      await this.#journal.moveEntryToDraft(entry.order, { conversation, text: body.text });
      this.#forget([command]);
      return true;
    });
  }

  /** Resolves when it is durable that the relay may have it. False where it was discarded or settled meanwhile. */
  markSending(command: CommandId): Promise<boolean> {
    return this.#update(command, (entry) => ({ ...entry, state: 'sending' }));
  }

  /** Makes a card of it. */
  async markAnswered(answer: NotTaken): Promise<void> {
    await this.#update(answer.id, (entry) => ({ ...entry, state: answer.outcome, code: answer.code }));
  }

  /**
   * The relay lives `epoch` now. What was written for another life becomes a card, and its reading is let go. Gives the
   * conversations concerned.
   */
  async outdate(epoch: Epoch): Promise<ConversationId[]> {
    const foreign = this.entries.filter(
      (entry) => entry.epoch !== epoch && entry.state !== 'refused' && entry.code !== 'relay_restored',
    );
    const [read, said] = [foreign.filter(isReading), foreign.filter((entry) => !isReading(entry))];
    this.settle(read.map(({ command }) => command.id));
    for (const { command } of said) {
      await this.#update(command.id, (entry) => ({ ...entry, state: 'stale', code: 'relay_restored' }));
    }
    return said.map(({ command }) => command.conversation);
  }

  /** Forgets what is done; gives the conversations concerned. The journal follows. */
  settle(commands: readonly CommandId[]): ConversationId[] {
    const done = commands.flatMap((command) => this.#entries.get(command) ?? []);
    if (done.length === 0) return [];
    this.#forget(commands);
    this.#changes
      .run(() => this.#journal.removeEntries(done.map((entry) => entry.order)))
      .catch(this.#surroundings.journalFailed);
    return done.map((entry) => entry.command.conversation);
  }

  #update(command: CommandId, change: (entry: JournalEntry) => JournalEntry): Promise<boolean> {
    return this.#changes.run(async () => {
      const before = this.#entries.get(command);
      if (before === undefined) return false;
      const after = change(before);
      await this.#journal.putEntry(after);
      if (!this.#entries.has(command)) {
        await this.#journal.removeEntries([after.order]);
        return false;
      }
      this.#set(after);
      return true;
    });
  }

  #knowsReading({ conversation, body }: Extract<Command, { type: 'conversation.mark_read' }>): boolean {
    return this.entries.some(
      ({ command }) =>
        command.type === 'conversation.mark_read' &&
        command.conversation === conversation &&
        command.body.inbound >= body.inbound,
    );
  }

  #set(entry: JournalEntry): void {
    const entries = [...this.#entries.values()].filter((other) => other.order !== entry.order);
    entries.push(entry);
    entries.sort((left, right) => left.order - right.order);
    this.#entries = new Map(entries.map((each) => [each.command.id, each]));
  }

  #forget(commands: readonly CommandId[]): void {
    const gone = new Set(commands);
    this.#entries = new Map([...this.#entries].filter(([id]) => !gone.has(id)));
  }
}

function isReading({ command }: JournalEntry): boolean {
  return command.type === 'conversation.mark_read';
}

function shown({ command, state, code, queuedAt }: JournalEntry): QueuedEntry[] {
  switch (command.type) {
    case 'message.send':
      return [{ command, state, code, queuedAt }];
    case 'message.retry':
      return [{ command, state, code, queuedAt }];
    case 'handoff.request':
      return [{ command, state, code, queuedAt }];
    case 'conversation.mark_read':
      return [];
  }
}
