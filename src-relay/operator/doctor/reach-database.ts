import { statfs, access, constants } from 'node:fs/promises';
import path from 'node:path';

import { Client } from 'pg';

import type { DatabaseChoice } from '../../config/relay-config.ts';
import { runningEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { databaseFaultCode, embeddedFolder } from '../../open-database.ts';
import { ok, skipped, wrong, type Finding } from './finding.ts';

const CONNECT_TIMEOUT_MS = 5000;
const LEAST_FREE_BYTES = 2 * 1024 ** 3;
const GIGABYTE = 1024 ** 3;

const START = 'start PostgreSQL, and check host and port in DATABASE_URL';

/** By the code of the system, or of PostgreSQL (appendix A). */
const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: START,
  ENOTFOUND: 'check the name of the host in DATABASE_URL',
  EAI_AGAIN: 'check the name of the host in DATABASE_URL, and that this machine can look names up',
  '28P01': 'check person and password in DATABASE_URL',
  '28000': 'check person and password in DATABASE_URL, and pg_hba.conf of the server',
  '3D000': 'make the database (createdb), or check its name in DATABASE_URL',
  '53300': 'raise max_connections of PostgreSQL, or run fewer nodes',
  '57P03': 'wait: PostgreSQL is starting or recovering',
};

/** A connection to the relay's database. Disposing ends it. */
export type OpenDatabase = AsyncDisposable & { readonly client: Client; readonly url: string };

/** Connects to the relay's database as it runs, or says why it can't; starts nothing. */
export async function reachDatabase(choice: DatabaseChoice): Promise<OpenDatabase | Finding> {
  const url = choice.kind === 'operator' ? choice.url : await runningEmbeddedPostgres(embeddedFolder(choice.dataDir));
  if (url === undefined) {
    return skipped('database', "the relay's own PostgreSQL does not run: it does while serve runs");
  }
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { client, url, [Symbol.asyncDispose]: () => client.end() };
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = databaseFaultCode(error);
    const { host } = new URL(url);
    return wrong('database', `PostgreSQL at ${host} can not be used (${code})`, REMEDIES[code] ?? START);
  }
}

/** Whether the embedded PostgreSQL can write where its files lie, and has room. */
export async function examineDataFolder(choice: DatabaseChoice): Promise<Finding> {
  if (choice.kind === 'operator') {
    return skipped('data folder', 'DATABASE_URL is set: the relay keeps nothing on this disk');
  }
  const folder = await nearestFolder(path.resolve(choice.dataDir));
  const mayWrite = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite) {
    return wrong(
      'data folder',
      `${folder} can not be written to`,
      'give it to the account that runs the relay (chown), or set ECHODESK_DATA_DIR to another folder',
    );
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const words = `${(free / GIGABYTE).toFixed(1)} GB are free at ${folder}`;
  if (free >= LEAST_FREE_BYTES) return ok('data folder', words);
  return wrong('data folder', words, 'make room: a full disk stops the relay, and Meta gives up after 7 days');
}

/** The folder itself, or the nearest one above it that there is. */
async function nearestFolder(folder: string): Promise<string> {
  const parent = path.dirname(folder);
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  return exists || parent === folder ? folder : nearestFolder(parent);
}
