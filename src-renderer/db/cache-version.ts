/**
 * Version of what the cache's rows mean. Raise it, with a line of history, whenever a row is read differently.
 *
 * - 1: conversations, messages, meta.
 * - 2: a snapshot stands in blocks; rows hold what came after it.
 * - 3: messages say why they wait and since when they have their status, and keep what is known of each attempt; older
 *   rows say nothing of it.
 */
export const CACHE_VERSION = 3;

/** The oldest cache that is still read; an older one is rebuilt from the relay. */
export const CACHE_FLOOR = 1;
