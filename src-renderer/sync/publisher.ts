import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { ToMain } from '../../src-shared/ipc/sync-port.ts';
import type { ConversationList } from './conversation-list.ts';
import type { OpenThreads } from './open-threads.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxDrain } from './outbox-drain.ts';
import type { StatusBoard } from './status-board.ts';
import type { Touched } from './touched.ts';

export type PublisherParts = {
  readonly list: ConversationList;
  readonly threads: OpenThreads;
  readonly outbox: Outbox;
  readonly drain: OutboxDrain;
  readonly status: StatusBoard;
  readonly toMain: (message: ToMain) => void;
};

/** Tells windows and main what is durable now. An entry of the outbox goes in the update that brings its message. */
export class Publisher {
  readonly #parts: PublisherParts;
  #unreadSaid: number | null = null;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  publish(touched: Touched, cursor: Cursor | null): void {
    const { list, threads, outbox, drain } = this.#parts;
    const appeared = touched.messages.flatMap((message) => message.commandId ?? []);
    const settledIn = outbox.settle([...appeared, ...drain.settledAt(cursor?.seq ?? null)]);
    threads.publish(touched.messages, settledIn);
    list.upsert(touched.conversations);
    if (settledIn.length > 0) this.#followOutbox();
    this.sayUnread();
  }

  /** The outbox of a conversation changed; what may go now goes. */
  outboxChanged(conversation: ConversationId): void {
    this.#parts.threads.publish([], [conversation]);
    this.#followOutbox();
  }

  /** Tells main how many conversations are unread, when that is known and changed. */
  sayUnread(): void {
    const { unread } = this.#parts.list;
    if (unread === null || unread === this.#unreadSaid) return;
    this.#unreadSaid = unread;
    this.#parts.toMain({ kind: 'unread', conversations: unread });
  }

  /** A new main listens: it has been told nothing yet. */
  restart(): void {
    this.#unreadSaid = null;
    this.sayUnread();
  }

  #followOutbox(): void {
    this.#parts.status.patch({ pendingSends: this.#parts.outbox.pendingSends });
    void this.pump();
  }

  /** Sends what may go; its threads show that it is under way. */
  async pump(): Promise<void> {
    const gone = await this.#parts.drain.pump();
    if (gone.length > 0) this.#parts.threads.publish([], gone);
  }
}
