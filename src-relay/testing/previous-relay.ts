import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const PACKED = path.join(PROJECT, 'tests', 'fixtures', 'previous-relay', 'relay.mjs.gz');

/** Unpacks the relay of the version before into an empty folder, with this project's libraries; gives its entry. */
export async function unpackPreviousRelay(folder: string): Promise<string> {
  const sources = path.join(folder, 'src-relay', 'config');
  const entry = path.join(sources, 'relay.mjs');
  await mkdir(sources, { recursive: true });
  await writeFile(entry, gunzipSync(await readFile(PACKED)));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', version: '0.0.0' }));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  return entry;
}
