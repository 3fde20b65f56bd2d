import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../testing/temporary-folder.ts';
import { encodeFrames, type Frame } from './frames.ts';
import { verifyArchive } from './read-archive.ts';

const ROWS = Buffer.from('1\tone\n2\ttwo\n');
const header = { kind: 'header', format: 'echodesk-backup', version: 1, software: '1', takenAt: 1, schema: ['001'] };
const table = { kind: 'table', name: 'event', columns: ['seq', 'type'] };
const sums = { name: 'event', rows: 2, sha256: createHash('sha256').update(ROWS).digest('hex') };
const manifest = { kind: 'manifest', tables: [sums], numbering: [] };

test('a whole archive says what is in it', async () => {
  expect(await verify([record(header), record(table), rows(ROWS), record(manifest)])).toEqual({ header, manifest });
});

test('rows may come in any number of parts', async () => {
  const parts = Array.from(ROWS, (byte) => rows(Buffer.of(byte)));
  expect(await verify([record(header), record(table), ...parts, record(manifest)])).toEqual({ header, manifest });
});

test.each([
  ['rows that are not as they were written', [record(table), rows(Buffer.from('1\tone\n2\ttwp\n')), record(manifest)]],
  [
    'fewer rows than the manifest says',
    [record(table), rows(ROWS), record({ ...manifest, tables: [{ ...sums, rows: 3 }] })],
  ],
  ['a table without its rows', [record(table), record(manifest)]],
  ['a table that the manifest does not know', [record(table), rows(ROWS), record({ ...manifest, tables: [] })]],
  ['a manifest with a table that is not there', [record(manifest)]],
  ['no manifest', [record(table), rows(ROWS)]],
  ['a second beginning', [record(header), record(manifest)]],
  ['something after its end', [record(table), rows(ROWS), record(manifest), record(table)]],
  ['rows of no table', [rows(ROWS), record(manifest)]],
  ['a record that is no JSON', [{ kind: 'record' as const, payload: Buffer.from('{') }]],
])('an archive with %s is refused', async (_what, frames) => {
  await expect(verify([record(header), ...frames])).rejects.toThrow('no whole backup');
});

test.each([
  ['no header', encode([record(table)])],
  ['a part of no known kind', Buffer.from([9, 0, 0, 0, 1, 0])],
  ['a part that is longer than any', Buffer.from([1, 0xff, 0xff, 0xff, 0xff])],
  ['a part that ends too early', encode([record(header)]).subarray(0, -1)],
  ['nothing', Buffer.alloc(0)],
])('an archive with %s is refused', async (_what, bytes) => {
  await expect(verifyPacked(zstdCompressSync(bytes))).rejects.toThrow('no whole backup');
});

test('a form of a later version is refused, with the remedy', async () => {
  await expect(verify([record({ ...header, version: 2 })])).rejects.toThrow('use a newer version');
});

test('what is no packed file, or no file, is said', async () => {
  await expect(verifyPacked(Buffer.from('Dear reader'))).rejects.toThrow('no whole backup');
  await expect(verifyArchive('/nowhere/backup')).rejects.toThrow("/nowhere/backup can't be read (ENOENT)");
});

function record(value: object): Frame {
  return { kind: 'record', payload: Buffer.from(JSON.stringify(value)) };
}

function rows(payload: Buffer): Frame {
  return { kind: 'rows', payload };
}

function encode(frames: readonly Frame[]): Buffer {
  return Buffer.concat(frames.flatMap((frame) => [...encodeFrames(frame)]));
}

function verify(frames: readonly Frame[]) {
  return verifyPacked(zstdCompressSync(encode(frames)));
}

async function verifyPacked(packed: Buffer) {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await writeFile(file, packed);
  return await verifyArchive(file);
}
