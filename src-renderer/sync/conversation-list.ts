import { unreadCount, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { ListChunk, ListPlace } from '../db/cache.ts';
import type { UpdateOf } from '../sync-client/sync-contract.ts';

type Post = (update: UpdateOf<'conversations'>) => void;
type ReadFrom = (place: ListPlace | null, limit: number) => Promise<ListChunk | null>;

const FIRST_CHUNK = 200;
const CHUNK = 2000;

/**
 * All conversations in memory, from which the windows are painted. A follower gets what there is in chunks, the first
 * with `reset`, and then only rows that changed. `#whole` = everything that is on disk is here. Until then rows are said
 * when they are as many as were said before, since each saying costs a window a drawing of the list.
 */
export class ConversationList {
  readonly #rows = new Map<ConversationId, Conversation>();
  readonly #followers = new Map<Post, 'unstarted' | 'started'>();
  #unread = 0;
  #whole = false;
  #unsaid: Conversation[] = [];
  #life = 0;

  /** Conversations with something unread; null while not all are known. */
  get unread(): number | null {
    return this.#whole ? this.#unread : null;
  }

  /** Fills the list from disk, newest first, until `clear` or a null ends this filling. */
  async load(readFrom: ReadFrom): Promise<void> {
    const life = this.#life;
    let place: ListPlace | null = null;
    for (let limit = FIRST_CHUNK; ; limit = CHUNK) {
      const chunk: ListChunk | null = await readFrom(place, limit);
      if (chunk === null || life !== this.#life) return;
      if (chunk.next === null) this.#whole = true;
      this.upsert(chunk.conversations.filter((read) => (this.#rows.get(read.id)?.asOf ?? -1) < read.asOf));
      if (this.#whole) return;
      place = chunk.next;
    }
  }

  upsert(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) {
      const before = this.#rows.get(conversation.id);
      this.#unread += unreadMark(conversation) - (before === undefined ? 0 : unreadMark(before));
      this.#rows.set(conversation.id, conversation);
    }
    this.#unsaid.push(...conversations);
    const said = this.#rows.size - this.#unsaid.length;
    if (this.#whole || this.#unsaid.length >= Math.min(said, CHUNK)) this.#say();
  }

  /** Empties the list, to be filled by a snapshot; followers see it with the next `upsert`. */
  clear(): void {
    this.#life += 1;
    this.#rows.clear();
    this.#unsaid = [];
    this.#unread = 0;
    this.#whole = false;
    for (const post of this.#followers.keys()) this.#followers.set(post, 'unstarted');
  }

  /** The snapshot is whole. */
  complete(): void {
    this.#whole = true;
    this.upsert([]);
  }

  attach(post: Post): () => void {
    this.#followers.set(post, 'unstarted');
    if (this.#whole || this.#rows.size > 0) this.#start(post);
    return () => this.#followers.delete(post);
  }

  #say(): void {
    const upserts = this.#unsaid;
    this.#unsaid = [];
    for (const [post, state] of this.#followers) {
      if (state === 'unstarted') this.#start(post);
      else if (upserts.length > 0) post({ topic: 'conversations', reset: false, upserts });
    }
  }

  #start(post: Post): void {
    this.#followers.set(post, 'started');
    const rows = [...this.#rows.values()].toSorted((left, right) => right.lastActivityAt - left.lastActivityAt);
    post({ topic: 'conversations', reset: true, upserts: rows.slice(0, FIRST_CHUNK) });
    for (let from = FIRST_CHUNK; from < rows.length; from += CHUNK) {
      post({ topic: 'conversations', reset: false, upserts: rows.slice(from, from + CHUNK) });
    }
  }
}

function unreadMark(conversation: Conversation): 0 | 1 {
  return unreadCount(conversation) > 0 ? 1 : 0;
}
