import type { Readable } from 'node:stream';

import type { HeldBody } from './body-budget.ts';

/** A body of which more came than is taken. */
export const TOO_LARGE = Symbol('too large');
/** A body for which there was no memory. */
export const NO_ROOM = Symbol('no room');

/** So much of a body that is too large is still listened to, in multiples of the limit. */
const PATIENCE = 4;

export type ReadBody = Buffer | typeof TOO_LARGE | typeof NO_ROOM;

/**
 * The bytes of `stream` (of buffers), {@link TOO_LARGE} above `limit` bytes, or {@link NO_ROOM} where `held` has none.
 * What is not taken is heard to its end and let go: a sender that is still writing when the connection closes never
 * reads the answer. One that does not come to an end is cut off. Rejects where the sender breaks off.
 */
export function readBody(stream: Readable, limit: number, held: HeldBody): Promise<ReadBody> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadBody>();
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limit) held.push(chunk);
    else held.forget();
    if (bytes <= limit * PATIENCE) return;
    resolve(TOO_LARGE);
    stream.destroy();
  });
  stream.once('end', () => resolve(bytes > limit ? TOO_LARGE : (held.whole() ?? NO_ROOM)));
  stream.once('error', reject);
  stream.once('close', () => reject(new Error('the sender broke off')));
  return promise;
}
