import { z } from 'zod';

/** Answers of the messages endpoint are a few hundred bytes. */
const MOST_BYTES = 64 * 1024;

/** Thrown for an answer that no server of Meta's gives. */
class AnswerTooLongError extends Error {
  override name = 'AnswerTooLongError';
}

const chunkSchema = z.instanceof(Uint8Array);

/** The body as text, whatever its length claims to be. */
export async function readAnswer({ body }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    const chunk = chunkSchema.parse(part);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new AnswerTooLongError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
