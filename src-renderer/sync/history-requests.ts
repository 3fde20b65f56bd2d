import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { HistoryPage, ReadHistory } from '../../src-shared/protocol/history.ts';

type Asked = {
  readonly before: MessageNumber;
  readonly missed: SeenEvent[];
  readonly page: Promise<HistoryPage | null>;
  readonly settle: (page: HistoryPage | null) => void;
};

/**
 * What was asked of the relay and has not come yet, at most one page per conversation. Events that come meanwhile are
 * kept, since they may speak of a message whose row is still on its way.
 */
export class HistoryRequests {
  readonly #asked = new Map<ConversationId, Asked>();
  readonly #post: (request: ReadHistory) => void;

  constructor(post: (request: ReadHistory) => void) {
    this.#post = post;
  }

  /** The page, once its rows are on disk; null when the link went. */
  ask(request: ReadHistory): Promise<HistoryPage | null> {
    const running = this.#asked.get(request.conversation);
    if (running !== undefined) return running.page;
    const { promise: page, resolve: settle } = Promise.withResolvers<HistoryPage | null>();
    this.#asked.set(request.conversation, { before: request.before, missed: [], page, settle });
    this.#post(request);
    return page;
  }

  note(events: readonly SeenEvent[]): void {
    if (this.#asked.size === 0) return;
    for (const seen of events) this.#asked.get(seen.event.conversation)?.missed.push(seen);
  }

  /** Events to be applied to the rows of `page`; null where nobody asked for it. */
  missedBy(page: HistoryPage): readonly SeenEvent[] | null {
    const asked = this.#asked.get(page.conversation);
    return asked?.before === page.before ? asked.missed : null;
  }

  arrived(page: HistoryPage): void {
    this.#asked.get(page.conversation)?.settle(page);
    this.#asked.delete(page.conversation);
  }

  /** The link went: what was asked will not come. */
  abandon(): void {
    for (const asked of this.#asked.values()) asked.settle(null);
    this.#asked.clear();
  }
}
