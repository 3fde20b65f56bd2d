import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { CommandId, ConversationId, Epoch, Seq } from '../../src-shared/domain/ids.ts';
import { isCard } from '../../src-shared/domain/outbox-entry.ts';
import type { JournalEntry } from '../db/outbox-row.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Outbox } from './outbox.ts';

export type OutboxDrainParts = {
  readonly outbox: Outbox;
  readonly post: (command: Command) => void;
  readonly startTimer: StartTimer;
  /** The journal could not be written. */
  readonly journalFailed: (error: unknown) => void;
  /** Calls `pump` again, some time after the journal has failed. */
  readonly tryAgain: () => void;
};

const TRY_AGAIN_AFTER_MS = 5000;

/**
 * Gives the outbox to the relay while the link is live: in order per conversation, parallel across. The next of a
 * conversation goes when the one before is accepted; a card holds up those behind it. When the link goes, what was
 * under way counts as not given, and goes again with the same id (rule O1). What the journal does not take is not given
 * either: it is tried again later, and holds up no other conversation.
 *
 * Only what was written for the life of the log that the relay has now is given to it. That is known from the relay's
 * welcome, so between `awaitWelcome` and `welcome` nothing goes.
 */
export class OutboxDrain {
  readonly #parts: OutboxDrainParts;
  readonly #underWay = new Set<CommandId>();
  readonly #acceptedAt = new Map<CommandId, Seq>();
  #isLive = false;
  /** Null: it is not known which life of the log the relay has. */
  #epoch: Epoch | null = null;
  #dropRetry: (() => void) | null = null;

  constructor(parts: OutboxDrainParts) {
    this.#parts = parts;
  }

  setLive(isLive: boolean): void {
    this.#isLive = isLive;
    if (isLive) return;
    this.#underWay.clear();
    this.#dropRetry?.();
    this.#dropRetry = null;
  }

  /** A welcome has come and is not applied yet. */
  awaitWelcome(): void {
    this.#epoch = null;
  }

  /** The relay has this life of the log; what another one has accepted is not settled by it. */
  welcome(epoch: Epoch): void {
    this.#epoch = epoch;
    for (const id of this.#acceptedAt.keys()) {
      if (this.#parts.outbox.find(id)?.epoch !== epoch) this.#acceptedAt.delete(id);
    }
  }

  /** Sends whatever may go, and gives the conversations it was of. To be called after every change. Never rejects. */
  async pump(): Promise<ConversationId[]> {
    const outdated = await this.#outdate();
    if (!this.#isLive) return outdated;
    const next = this.#nextToSend();
    for (const { command } of next) this.#underWay.add(command.id);
    await Promise.all(next.map((entry) => this.#send(entry)));
    return [...outdated, ...next.map((entry) => entry.command.conversation)];
  }

  /**
   * Takes the relay's answer; gives whether the outbox has changed by it. `cursor` is how far this console has come. An
   * answer that the journal does not take is as good as lost: the command goes again, and the relay repeats itself.
   */
  async take(answer: CommandAnswer, cursor: Seq | null): Promise<boolean> {
    const { outbox } = this.#parts;
    const entry = outbox.find(answer.id);
    if (entry === undefined) return false;
    this.#underWay.delete(answer.id);
    if (answer.outcome === 'accepted') {
      this.#acceptedAt.set(answer.id, answer.seq);
      outbox.settle(this.settledAt(cursor));
      return true;
    }
    if (entry.command.type === 'conversation.mark_read') {
      outbox.settle([answer.id]);
      return true;
    }
    try {
      await outbox.markAnswered(answer);
      return true;
    } catch (error: unknown) {
      this.#fail(error);
      return false;
    }
  }

  /** Accepted commands whose effect is in the cache once it has come to `cursor`. */
  settledAt(cursor: Seq | null): CommandId[] {
    const settled = [...this.#acceptedAt].filter(([, seq]) => cursor !== null && seq <= cursor).map(([id]) => id);
    for (const id of settled) this.#acceptedAt.delete(id);
    return settled;
  }

  async #outdate(): Promise<ConversationId[]> {
    if (this.#epoch === null) return [];
    try {
      return await this.#parts.outbox.outdate(this.#epoch);
    } catch (error: unknown) {
      this.#fail(error);
      return [];
    }
  }

  async #send({ command, epoch }: JournalEntry): Promise<void> {
    try {
      const isStillThere = await this.#parts.outbox.markSending(command.id);
      if (isStillThere && this.#isLive && epoch === this.#epoch) this.#parts.post(command);
      else this.#underWay.delete(command.id);
    } catch (error: unknown) {
      this.#underWay.delete(command.id);
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#parts.journalFailed(error);
    this.#dropRetry ??= this.#parts.startTimer(() => {
      this.#dropRetry = null;
      this.#parts.tryAgain();
    }, TRY_AGAIN_AFTER_MS);
  }

  #nextToSend(): JournalEntry[] {
    const taken = new Set<string>();
    const next: JournalEntry[] = [];
    for (const entry of this.#parts.outbox.entries) {
      const queue = queueOf(entry.command);
      if (taken.has(queue) || this.#acceptedAt.has(entry.command.id)) continue;
      taken.add(queue);
      if (entry.epoch !== this.#epoch) continue;
      if (!isCard(entry) && !this.#underWay.has(entry.command.id)) next.push(entry);
    }
    return next;
  }
}

/** Reading neither waits for what is said in its conversation nor holds it up. */
function queueOf({ conversation, type }: Command): string {
  return type === 'conversation.mark_read' ? `read/${conversation}` : `say/${conversation}`;
}
