import { Busboy } from '@fastify/busboy';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export type FormFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string | undefined;
  /** Of its part; `text/plain` when the part names none. */
  readonly mimeType: string;
};

/** Fields and files by name; of a name that comes twice, the last. */
export type Form = { readonly fields: ReadonlyMap<string, string>; readonly files: ReadonlyMap<string, FormFile> };

type FilePart = [
  name: string,
  stream: Readable,
  fileName: string | undefined,
  transferEncoding: string,
  mimeType: string,
];

/** Reads a `multipart/form-data` body; undefined when it is none, or broken. */
export async function readForm(contentType: string | undefined, body: unknown): Promise<Form | undefined> {
  if (contentType?.startsWith('multipart/form-data') !== true || !Buffer.isBuffer(body)) return undefined;
  try {
    return await parse(contentType, body);
  } catch {
    return undefined;
  }
}

async function parse(contentType: string, body: Buffer): Promise<Form> {
  const parser = new Busboy({ headers: { 'content-type': contentType } });
  const fields = new Map<string, string>();
  const reading: Promise<readonly [string, FormFile]>[] = [];
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  parser.on('field', (name, value) => fields.set(name, value));
  parser.on('file', (...[name, stream, fileName, , mimeType]: FilePart) => {
    const file = buffer(stream).then((bytes) => [name, { bytes, fileName, mimeType }] as const);
    void file.catch(reject);
    reading.push(file);
  });
  parser.once('finish', resolve);
  parser.once('error', reject);
  parser.end(body);
  await finished;
  return { fields, files: new Map(await Promise.all(reading)) };
}
