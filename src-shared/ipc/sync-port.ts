import { z } from 'zod';

import { cursorSchema } from '../domain/cursor.ts';
import { answerSchema } from '../protocol/answer.ts';
import { frameSchema } from '../protocol/frame.ts';
import { historyPageSchema, readHistorySchema } from '../protocol/history.ts';
import { sendCommandSchema } from '../protocol/send-command.ts';
import { snapshotSchema, type Snapshot } from '../protocol/snapshot.ts';
import { welcomeSchema } from '../protocol/welcome.ts';
import { linkStateSchema } from './link-state.ts';
import { profileSchema } from './profile.ts';

/** As it comes over the port, where its conversations are not looked at again. */
const parsedPageSchema = snapshotSchema.extend({
  conversations: z.custom<Snapshot['conversations']>((value) => Array.isArray(value)),
});

/**
 * The port between main (which holds the socket) and the sync worker (which holds the cache).
 *
 * 1. main: `profile`, as soon as it knows whose inbox this is. The worker opens that cache and says `ready`.
 * 2. main connects with the cursor of `ready`, then passes on what arrives as `down`.
 * 3. the worker says `applied` after the transaction of each snapshot page or frame; `bytes` gives main its credit back.
 *
 * A new port supersedes the one before. Both sides parse what arrives. The conversations of a snapshot alone pass
 * unparsed: main parsed them as they came from the network, and twice would cost a big inbox seconds.
 */
export const toWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('profile'), profile: profileSchema }),
  z.object({ kind: z.literal('link'), link: linkStateSchema }),
  z.object({
    kind: z.literal('down'),
    /** Size on the wire of a page or frame, to be given back with `applied`; 0 for the rest, which takes no credit. */
    bytes: z.number().int().nonnegative(),
    message: z.discriminatedUnion('type', [
      welcomeSchema,
      parsedPageSchema,
      frameSchema,
      answerSchema,
      historyPageSchema,
    ]),
  }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

/**
 * What failed in the worker.
 *
 * - `profile_open`: cache or journal of a profile could not be opened; the inbox is unavailable.
 * - `profile_switch`: one profile could not be closed, or the next not be said to main.
 * - `cache_rebuild`: a broken cache could not be made anew.
 * - `journal`: what is queued could not be written, or a draft not be read.
 * - `request`: what an agent did in a window failed.
 * - `window_malformed`: a window said what does not parse.
 */
export const faultCodeSchema = z.enum([
  'profile_open',
  'profile_switch',
  'cache_rebuild',
  'journal',
  'request',
  'window_malformed',
]);
export type FaultCode = z.infer<typeof faultCodeSchema>;

export const toMainSchema = z.discriminatedUnion('kind', [
  /** The cache of that profile is open; null = it is empty or had to be rebuilt. */
  z.object({ kind: z.literal('ready'), cacheKey: z.string(), cursor: cursorSchema.nullable() }),
  /** `cursor` is durable; null while a snapshot is not whole. `bytes` of credit are free again. */
  z.object({
    kind: z.literal('applied'),
    cursor: cursorSchema.nullable(),
    bytes: z.number().int().nonnegative(),
  }),
  z.object({
    kind: z.literal('up'),
    message: z.discriminatedUnion('type', [sendCommandSchema, readHistorySchema]),
  }),
  /** Unread conversations, for badge and tray. */
  z.object({ kind: z.literal('unread'), conversations: z.number().int().nonnegative() }),
  /** The cache could not follow (corrupt, gap, foreign epoch): ask for a snapshot. */
  z.object({ kind: z.literal('resync'), reason: z.string() }),
  /** Something failed that only a log would show. `name` is the error's, without what it says: that may quote a person. */
  z.object({ kind: z.literal('fault'), code: faultCodeSchema, name: z.string() }),
]);
/** As much of a message as names it, for one that does not parse. */
export const toMainKindSchema = z.object({
  kind: z.enum(['ready', 'applied', 'up', 'unread', 'resync', 'fault'] satisfies ToMain['kind'][]),
});
export type ToMain = z.infer<typeof toMainSchema>;
