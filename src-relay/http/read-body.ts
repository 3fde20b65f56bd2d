import type { HeldBody } from './body-budget.ts';

/** A body of which more came than is taken. */
export const TOO_LARGE = Symbol('too large');
/** A body for which there was no memory. */
export const NO_ROOM = Symbol('no room');

/** So much of a body that is too large is still listened to, in multiples of the limit. */
const PATIENCE = 4;

/**
 * The bytes of `stream` (of buffers), {@link TOO_LARGE} above `limit` bytes, or {@link NO_ROOM} where `held` has none.
 * What is not taken is heard to its end and let go: a sender that is still writing when the connection closes never
 * reads the answer. One that does not come to an end is cut off.
 */
export async function readBody(
  stream: AsyncIterable<unknown>,
  limit: number,
  held: HeldBody,
): Promise<Buffer | typeof TOO_LARGE | typeof NO_ROOM> {
  let bytes = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new Error('bug: a body of text');
    bytes += chunk.length;
    if (bytes <= limit) held.push(chunk);
    else held.forget();
    if (bytes > limit * PATIENCE) break;
  }
  if (bytes > limit) return TOO_LARGE;
  return held.whole() ?? NO_ROOM;
}
