import path from 'node:path';

import { Client } from 'pg';
import { z } from 'zod';

import type { DatabaseChoice, DatabaseConfig } from './config/relay-config.ts';
import { DatabaseStartError } from './db/database-start-error.ts';
import { openDatabase, type Database } from './db/database.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { durabilityFaults } from './operator/durability.ts';
import { RelayStartError } from './relay-start-error.ts';

/** The relay's database, and its address for the job library. Disposing also stops an embedded server. */
export type OpenedDatabase = AsyncDisposable & {
  readonly database: Database;
  readonly url: string;
};

/** A PostgreSQL that runs. Disposing stops it again where it was started for this. */
export type ReachedPostgres = AsyncDisposable & { readonly url: string };

const faultSchema = z.object({ code: z.string() });

/**
 * Starts the embedded server where one is asked for, connects, looks whether it keeps what it confirms, and migrates.
 * Throws a {@link RelayStartError}.
 */
export async function openChosenDatabase(config: DatabaseConfig): Promise<OpenedDatabase> {
  await using stack = new AsyncDisposableStack();
  const { database: choice, allowsUnsafeDatabase } = config;
  const { url } = stack.use(choice.kind === 'operator' ? given(choice.url) : await startEmbedded(choice.dataDir));
  if (!allowsUnsafeDatabase) await refuseUnsafe(url);
  const database = stack.use(await orRemedy(() => openDatabase(url)));
  const owned = stack.move();
  return { database, url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * The PostgreSQL of the relay, for a command that works on it beside the relay: the embedded one is joined when it runs,
 * and started for the command when it does not. Neither connects nor migrates. Throws a {@link RelayStartError}.
 */
export async function reachPostgres(choice: DatabaseChoice): Promise<ReachedPostgres> {
  if (choice.kind === 'operator') return given(choice.url);
  const running = await runningEmbeddedPostgres(embeddedFolder(choice.dataDir));
  return running === undefined ? startEmbedded(choice.dataDir) : given(running);
}

/** Runs what needs the database, and turns its absence into a {@link RelayStartError} with the remedy. */
export async function orRemedy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseStartError) {
      throw new RelayStartError(`The database can't be used: ${error.message}.`, { cause: error });
    }
    throw new RelayStartError(
      `The database can't be used (${databaseFaultCode(error)}): check that DATABASE_URL names a PostgreSQL server that runs, and an account that may create tables there.`,
      { cause: error },
    );
  }
}

/** The system's or PostgreSQL's code of a fault, such as ECONNREFUSED or 28P01. */
export function databaseFaultCode(error: unknown): string {
  const { data } = faultSchema.safeParse(error);
  if (data !== undefined) return data.code;
  return error instanceof Error && error.cause !== undefined ? databaseFaultCode(error.cause) : 'unknown fault';
}

function given(url: string): ReachedPostgres {
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function startEmbedded(dataDir: string): Promise<ReachedPostgres> {
  try {
    const server = await startEmbeddedPostgres({ folder: embeddedFolder(dataDir) });
    return { url: server.url(), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  } catch (error) {
    if (!(error instanceof DatabaseStartError)) throw error;
    throw new RelayStartError(`The embedded database did not start: ${error.message}.`, { cause: error });
  }
}

/** Where the embedded PostgreSQL of a data folder keeps its files. */
export function embeddedFolder(dataDir: string): string {
  return path.join(path.resolve(dataDir), 'postgres');
}

async function refuseUnsafe(url: string): Promise<void> {
  const faults = await orRemedy(async () => {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await durabilityFaults(client);
    } finally {
      await client.end();
    }
  });
  if (faults.length === 0) return;
  const remedies = faults.map(({ setting, remedy }) => `  ${setting}: ${remedy}`);
  throw new RelayStartError(
    [
      'This PostgreSQL may forget what it has confirmed, and a customer with it:',
      ...remedies,
      'For a database that may be lost, set ECHODESK_ALLOW_UNSAFE_DATABASE=1.',
    ].join('\n'),
  );
}
