import { BackupError } from './backup-error.ts';

/** A record's JSON, or rows of the table whose record came before. */
export type Frame = { readonly kind: 'record' | 'rows'; readonly payload: Buffer };

const KINDS = { record: 1, rows: 2 } as const;
const HEAD_BYTES = 5;
/** No writer makes a longer frame: what says so is damaged. Bounds what a reader holds. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** One byte for the kind, four for the length of the payload (big endian), the payload; cut up where it is too long. */
export function* encodeFrames({ kind, payload }: Frame): Generator<Buffer> {
  for (let start = 0; start < payload.length; start += MAX_PAYLOAD_BYTES) {
    const part = payload.subarray(start, start + MAX_PAYLOAD_BYTES);
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(KINDS[kind]);
    head.writeUInt32BE(part.length, 1);
    yield head;
    yield part;
  }
}

/** The frames in a stream of bytes. Throws a {@link BackupError} where it is none, or ends within one. */
export async function* decodeFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame, undefined> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (let next = firstFrame(held); next !== undefined; next = firstFrame(held)) {
      held = held.subarray(next.length);
      yield next.frame;
    }
  }
  if (held.length > 0) throw damaged('it ends in the middle of a part');
  return undefined;
}

function firstFrame(held: Buffer): { readonly frame: Frame; readonly length: number } | undefined {
  if (held.length < HEAD_BYTES) return undefined;
  const size = held.readUInt32BE(1);
  if (size > MAX_PAYLOAD_BYTES) throw damaged('a part is longer than any may be');
  const length = HEAD_BYTES + size;
  if (held.length < length) return undefined;
  return { frame: { kind: kindOf(held.readUInt8()), payload: held.subarray(HEAD_BYTES, length) }, length };
}

function kindOf(byte: number): Frame['kind'] {
  if (byte === KINDS.record) return 'record';
  if (byte === KINDS.rows) return 'rows';
  throw damaged('it holds a part of no known kind');
}

/** Says that an archive is not whole. */
export function damaged(detail: string): BackupError {
  return new BackupError(`This file is no whole backup: ${detail}. Take another one; this one was not used.`);
}
