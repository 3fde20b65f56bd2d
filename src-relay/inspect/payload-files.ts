import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to be read, or a place that could not be looked into. */
export type Found =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'failed'; readonly path: string; readonly error: unknown };

/**
 * The files of a path: itself, or everything below it in the order of the paths (by UTF-16 code unit). Names that begin
 * with a dot, and links below a folder, are passed over. Holds the names of one folder per level, never all of them.
 */
export async function* payloadFiles(path: string): AsyncGenerator<Found, void, undefined> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder) return yield { kind: 'file', path };
  } catch (error) {
    return yield { kind: 'failed', path, error };
  }
  yield* filesBelow(path);
}

async function* filesBelow(folder: string): AsyncGenerator<Found, void, undefined> {
  let names;
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    names = entries.filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()));
  } catch (error) {
    return yield { kind: 'failed', path: folder, error };
  }
  // A folder's name ends in `/` in the paths below it, and is put in order so.
  const keyed = names.map((entry) => ({ entry, key: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  for (const { entry } of keyed.toSorted((left, right) => (left.key < right.key ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield { kind: 'file', path };
  }
}
