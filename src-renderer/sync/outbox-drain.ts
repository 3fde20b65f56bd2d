import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { CommandId, ConversationId, Seq } from '../../src-shared/domain/ids.ts';
import type { JournalEntry } from '../db/outbox-row.ts';
import { isCard, type Outbox } from './outbox.ts';

type Post = (command: Command) => void;

/**
 * Gives the outbox to the relay while the link is live: in order per conversation, parallel across. The next of a
 * conversation goes when the one before is accepted; a card holds up those behind it. When the link goes, what was
 * under way counts as not given, and goes again with the same id (rule O1).
 */
export class OutboxDrain {
  readonly #outbox: Outbox;
  readonly #post: Post;
  readonly #underWay = new Set<CommandId>();
  readonly #acceptedAt = new Map<CommandId, Seq>();
  #isLive = false;

  constructor(outbox: Outbox, post: Post) {
    this.#outbox = outbox;
    this.#post = post;
  }

  setLive(isLive: boolean): void {
    this.#isLive = isLive;
    if (!isLive) this.#underWay.clear();
  }

  /** Sends whatever may go, and gives the conversations it was of. To be called after every change. */
  async pump(): Promise<ConversationId[]> {
    if (!this.#isLive) return [];
    const next = this.#nextToSend();
    for (const { command } of next) this.#underWay.add(command.id);
    await Promise.all(next.map((entry) => this.#send(entry)));
    return next.map((entry) => entry.command.conversation);
  }

  /** Takes the relay's answer. `cursor` is how far this console has come. */
  async take(answer: CommandAnswer, cursor: Seq | null): Promise<void> {
    const entry = this.#outbox.find(answer.id);
    if (entry === undefined) return;
    this.#underWay.delete(answer.id);
    if (answer.outcome === 'accepted') {
      this.#acceptedAt.set(answer.id, answer.seq);
      this.#outbox.settle(this.settledAt(cursor));
      return;
    }
    if (entry.command.type === 'conversation.mark_read') this.#outbox.settle([answer.id]);
    else await this.#outbox.markAnswered(answer);
  }

  /** Accepted commands whose effect is in the cache once it has come to `cursor`. */
  settledAt(cursor: Seq | null): CommandId[] {
    const settled = [...this.#acceptedAt].filter(([, seq]) => cursor !== null && seq <= cursor).map(([id]) => id);
    for (const id of settled) this.#acceptedAt.delete(id);
    return settled;
  }

  async #send({ command }: JournalEntry): Promise<void> {
    const isStillThere = await this.#outbox.markSending(command.id);
    if (isStillThere && this.#isLive) this.#post(command);
    else this.#underWay.delete(command.id);
  }

  #nextToSend(): JournalEntry[] {
    const taken = new Set<string>();
    const next: JournalEntry[] = [];
    for (const entry of this.#outbox.entries) {
      const queue = queueOf(entry.command);
      if (taken.has(queue) || this.#acceptedAt.has(entry.command.id)) continue;
      taken.add(queue);
      if (!isCard(entry) && !this.#underWay.has(entry.command.id)) next.push(entry);
    }
    return next;
  }
}

/** Reading neither waits for what is said in its conversation nor holds it up. */
function queueOf({ conversation, type }: Command): string {
  return type === 'conversation.mark_read' ? `read/${conversation}` : `say/${conversation}`;
}
