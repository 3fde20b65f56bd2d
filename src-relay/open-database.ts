import path from 'node:path';

import { z } from 'zod';

import type { DatabaseChoice } from './config/relay-config.ts';
import { DatabaseStartError } from './db/database-start-error.ts';
import { openDatabase, type Database } from './db/database.ts';
import { startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { RelayStartError } from './relay-start-error.ts';

/** The relay's database, and its address for the job library. Disposing also stops an embedded server. */
export type OpenedDatabase = AsyncDisposable & {
  readonly database: Database;
  readonly url: string;
};

const faultSchema = z.object({ code: z.string() });

/** Starts the embedded server where one is asked for, connects and migrates. Throws a {@link RelayStartError}. */
export async function openChosenDatabase(choice: DatabaseChoice): Promise<OpenedDatabase> {
  await using stack = new AsyncDisposableStack();
  const url = choice.kind === 'operator' ? choice.url : await startEmbedded(stack, choice.dataDir);
  const database = stack.use(await connect(url));
  const owned = stack.move();
  return { database, url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function startEmbedded(stack: AsyncDisposableStack, dataDir: string): Promise<string> {
  try {
    const folder = path.join(path.resolve(dataDir), 'postgres');
    return stack.use(await startEmbeddedPostgres({ folder })).url();
  } catch (error) {
    if (!(error instanceof DatabaseStartError)) throw error;
    throw new RelayStartError(`The embedded database did not start: ${error.message}.`, { cause: error });
  }
}

async function connect(url: string): Promise<Database> {
  try {
    return await openDatabase(url);
  } catch (error) {
    if (error instanceof DatabaseStartError) throw new RelayStartError(`The database can't be used: ${error.message}.`, { cause: error });
    const code = faultSchema.safeParse(error).data?.code ?? faultSchema.safeParse(causeOf(error)).data?.code;
    throw new RelayStartError(
      `The database can't be used (${code ?? 'unknown fault'}): check that DATABASE_URL names a PostgreSQL server that runs, and an account that may create tables there.`,
      { cause: error },
    );
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
