/**
 * Version of what the cache's rows mean. Raise it, with a line of history, whenever a row is read differently.
 *
 * - 1: conversations, messages, meta.
 * - 2: a snapshot stands in blocks; rows hold what came after it.
 */
export const CACHE_VERSION = 2;

/** The oldest cache that is still read; an older one is rebuilt from the relay. */
export const CACHE_FLOOR = 1;
