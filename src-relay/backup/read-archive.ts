import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';

import { z } from 'zod';

import { must } from '../../src-shared/lib/must.ts';
import { recordSchema, type ArchiveRecord, type Header, type Manifest, type TableRecord } from './archive-record.ts';
import { BackupError } from './backup-error.ts';
import { damaged, decodeFrames, MAX_PAYLOAD_BYTES, type Frame } from './frames.ts';

/** What an archive holds, in its order: the header, each table with its rows, the manifest. */
export type ArchivePart =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'table'; readonly table: TableRecord; readonly rows: AsyncIterable<Buffer> }
  | { readonly kind: 'manifest'; readonly manifest: Manifest };

/**
 * Reads an archive from its beginning to its end, in constant memory. The rows of a table have to be taken before the
 * next part is asked for. Throws a {@link BackupError} where it is damaged or cut; the sums of the manifest are compared
 * with what was read before the manifest is given.
 */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const frames = new FrameReader(bytesOf(file));
  try {
    const header = readRecord(await frames.next());
    if (header.kind !== 'header') throw damaged('it does not begin with a header');
    yield { kind: 'header', header };
    const tallies = new Map<string, Tally>();
    for (;;) {
      const record = readRecord(await frames.next());
      if (record.kind === 'header') throw damaged('it begins twice');
      if (record.kind === 'manifest') {
        compare(record, tallies);
        if ((await frames.peek()) !== undefined) throw damaged('something follows its end');
        yield { kind: 'manifest', manifest: record };
        return;
      }
      const tally = { rows: 0, sum: createHash('sha256') };
      tallies.set(record.name, tally);
      yield { kind: 'table', table: record, rows: rowsOf(frames, tally) };
    }
  } finally {
    await frames.close();
  }
}

/** The whole of it, to know that it can be restored. */
export async function verifyArchive(file: string): Promise<{ readonly header: Header; readonly manifest: Manifest }> {
  let header: Header | undefined;
  let manifest: Manifest | undefined;
  for await (const part of readArchive(file)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'manifest') manifest = part.manifest;
    else await drain(part.rows);
  }
  return { header: must(header, 'header'), manifest: must(manifest, 'manifest') };
}

async function drain(rows: AsyncIterable<Buffer>): Promise<void> {
  const iterator = rows[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

type Tally = { rows: number; readonly sum: Hash };

async function* rowsOf(frames: FrameReader, tally: Tally): AsyncGenerator<Buffer> {
  while ((await frames.peek())?.kind === 'rows') {
    const { payload } = must(await frames.next(), 'the frame that was looked at');
    tally.sum.update(payload);
    tally.rows += linesIn(payload);
    yield payload;
  }
}

/** In COPY's text format a row is a line: a line break within a value is written as two characters. */
function linesIn(payload: Buffer): number {
  let lines = 0;
  for (let at = payload.indexOf(0x0a); at !== -1; at = payload.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

function compare({ tables }: Manifest, tallies: ReadonlyMap<string, Tally>): void {
  if (tables.length !== tallies.size) throw damaged('a table is missing');
  for (const { name, rows, sha256 } of tables) {
    const tally = tallies.get(name);
    if (tally?.rows !== rows || tally.sum.digest('hex') !== sha256) {
      throw damaged(`table ${name} is not as it was written`);
    }
  }
}

const faultSchema = z.object({ code: z.string() });

/** What the file holds, unpacked. */
async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const reading = createReadStream(file);
  const unpacking = createZstdDecompress({ chunkSize: MAX_PAYLOAD_BYTES });
  // A fault of either reaches the reader of the second.
  pipeline(reading, unpacking).catch(() => undefined);
  try {
    for await (const chunk of unpacking) yield z.instanceof(Buffer).parse(chunk);
  } catch (error) {
    const code = faultSchema.safeParse(error).data?.code ?? 'unknown fault';
    if (code.startsWith('E')) throw new BackupError(`${file} can't be read (${code}).`, { cause: error });
    throw damaged(code);
  } finally {
    reading.destroy();
  }
}

/** Frames one by one, with a look at the next. */
class FrameReader {
  readonly #frames: AsyncGenerator<Frame, undefined>;
  #coming: Frame | undefined;

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#frames = decodeFrames(bytes);
  }

  /** Ends the reading, wherever it stands. */
  async close(): Promise<void> {
    await this.#frames.return(undefined);
  }

  async peek(): Promise<Frame | undefined> {
    if (this.#coming === undefined) {
      const { value } = await this.#frames.next();
      this.#coming = value;
    }
    return this.#coming;
  }

  async next(): Promise<Frame | undefined> {
    const frame = await this.peek();
    this.#coming = undefined;
    return frame;
  }
}

function readRecord(frame: Frame | undefined): ArchiveRecord {
  if (frame === undefined) throw damaged('it ends too early');
  if (frame.kind !== 'record') throw damaged('rows stand where none belong');
  const parsed = recordSchema.safeParse(parseJson(frame.payload));
  if (parsed.success) return parsed.data;
  throw new BackupError('This backup has a form that this version of the relay does not know: use a newer version.');
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    throw damaged('a part can not be read');
  }
}
