import type { ConversationId, Epoch } from '../../src-shared/domain/ids.ts';
import type { Journal } from '../db/journal.ts';
import type { LeftRow } from '../db/left-row.ts';

/** Attempts that nobody knows of and that the agent leaves as they are: on disk in the journal, and here as they are there. */
export class LeftAttempts {
  readonly #journal: Journal;
  #rows: readonly LeftRow[];

  private constructor(journal: Journal, rows: readonly LeftRow[]) {
    this.#journal = journal;
    this.#rows = rows;
  }

  static async load(journal: Journal): Promise<LeftAttempts> {
    return new LeftAttempts(journal, await journal.readLeft());
  }

  /** Resolves when it is durable. */
  async add(row: LeftRow): Promise<void> {
    await this.#journal.putLeft(row);
    this.#rows = [...this.#rows, row];
  }

  /** Those of `conversation` in that life of the log. */
  in(conversation: ConversationId, epoch: Epoch | null): readonly LeftRow[] {
    return this.#rows.filter((row) => row.conversation === conversation && row.epoch === epoch);
  }
}
