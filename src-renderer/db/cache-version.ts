/**
 * Version of what the cache's rows mean. Raise it, with a line of history, whenever a row is read differently.
 *
 * - 1: conversations, messages, meta.
 */
export const CACHE_VERSION = 1;

/** The oldest cache that is still read; an older one is rebuilt from the relay. */
export const CACHE_FLOOR = 1;
