import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import { startEmbeddedPostgres } from '../embedded-postgres.ts';

export type TestPostgres = AsyncDisposable & {
  /** Makes an empty database and gives its connection string. */
  createDatabase(): Promise<string>;
};

/** A throw-away server (nothing is synced) for the tests of one file: start it in `beforeAll`, dispose in `afterAll`. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'echodesk-test-'));
  const postgres = await startEmbeddedPostgres({ folder, unsafeFast: true });
  return {
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new Client(postgres.url());
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return postgres.url(name);
    },
    [Symbol.asyncDispose]: async () => {
      await postgres[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
