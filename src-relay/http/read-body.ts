/** A body of which more came than is taken. */
export const TOO_LARGE = Symbol('too large');

/** So much of a body that is too large is still listened to, in multiples of the limit. */
const PATIENCE = 4;

/**
 * The bytes of `stream` (of buffers), or {@link TOO_LARGE} above `limit` bytes. What is too large is heard to its end and let go: a
 * sender that is still writing when the connection closes never reads the answer. One that does not come to an end
 * is cut off.
 */
export async function readBody(stream: AsyncIterable<unknown>, limit: number): Promise<Buffer | typeof TOO_LARGE> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new Error('bug: a body of text');
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > limit * PATIENCE) break;
  }
  return bytes > limit ? TOO_LARGE : Buffer.concat(chunks);
}
