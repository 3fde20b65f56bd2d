import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Journal } from '../db/journal.ts';
import type { UpdateOf } from '../sync-client/sync-contract.ts';

type Post = (update: UpdateOf<'draft'>) => void;

/** Drafts on disk, and the composers that show them. */
export class Drafts {
  readonly #journal: Journal;
  readonly #journalFailed: (error: unknown) => void;
  readonly #followers = new Map<ConversationId, Set<Post>>();

  constructor(journal: Journal, journalFailed: (error: unknown) => void) {
    this.#journal = journal;
    this.#journalFailed = journalFailed;
  }

  /** Calls `post` with the draft once it is read and after each change; returns the way to stop. */
  attach(conversation: ConversationId, post: Post): () => void {
    const followers = this.#followers.get(conversation) ?? new Set();
    this.#followers.set(conversation, followers);
    followers.add(post);
    void this.publish(conversation);
    return () => {
      followers.delete(post);
      if (followers.size === 0) this.#followers.delete(conversation);
    };
  }

  async save(conversation: ConversationId, text: string): Promise<void> {
    await this.#journal.saveDraft(conversation, text);
    await this.publish(conversation);
  }

  /** Says again what is on disk. Never rejects: what is not read is not said. */
  async publish(conversation: ConversationId): Promise<void> {
    if (!this.#followers.has(conversation)) return;
    try {
      const text = await this.#journal.readDraft(conversation);
      for (const post of this.#followers.get(conversation) ?? []) post({ topic: 'draft', text });
    } catch (error: unknown) {
      this.#journalFailed(error);
    }
  }
}
