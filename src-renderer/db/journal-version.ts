/**
 * Version of the journal's stores and rows. Raise it, with a line of history, whenever a row is written differently. There
 * is no floor: what exists nowhere else is never dropped, so every version reads the rows of those before.
 *
 * - 1: outbox, drafts.
 * - 2: `message.retry`; attempts that are left as they are.
 */
export const JOURNAL_VERSION = 2;
