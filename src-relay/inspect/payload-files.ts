import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to be read, or a place that could not be looked into. `path` is how it is called, `at` where it lies. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly at: Buffer }
  | { readonly kind: 'failed'; readonly path: string; readonly error: unknown };

/** Bytes of a name need not be UTF-8, so that only they lead back to the file. */
type Place = { readonly path: string; readonly at: Buffer };

const SLASH = '/';

/**
 * The files of a path: itself, or everything below it in the order of the paths (by UTF-16 code unit). Names that begin
 * with a dot, and links below a folder, are passed over; what of a name is no UTF-8 is called U+FFFD. Holds the names
 * of one folder per level, never all of them.
 */
export async function* payloadFiles(path: string): AsyncGenerator<Found, void, undefined> {
  const place = { path, at: Buffer.from(path) };
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder) return yield { kind: 'file', ...place };
  } catch (error) {
    return yield { kind: 'failed', path, error };
  }
  yield* filesBelow(place);
}

async function* filesBelow(folder: Place): AsyncGenerator<Found, void, undefined> {
  let entries;
  try {
    entries = await readdir(folder.at, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    return yield { kind: 'failed', path: folder.path, error };
  }
  for (const { entry, name } of inOrder(entries)) {
    const place = { path: join(folder.path, name), at: Buffer.concat([folder.at, Buffer.from(SLASH), entry.name]) };
    if (entry.isDirectory()) yield* filesBelow(place);
    else yield { kind: 'file', ...place };
  }
}

type Named = { readonly entry: Dirent<Buffer>; readonly name: string };

function inOrder(entries: readonly Dirent<Buffer>[]): readonly Named[] {
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ entry, name: entry.name.toString() }))
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((left, right) => compare(keyOf(left), keyOf(right)) || left.entry.name.compare(right.entry.name));
}

/** A folder's name ends in `/` in the paths below it, and is put in order so. */
function keyOf({ entry, name }: Named): string {
  return entry.isDirectory() ? `${name}${SLASH}` : name;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
