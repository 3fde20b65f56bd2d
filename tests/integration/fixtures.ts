import { Client } from 'pg';
import { test as base } from 'vitest';
import { TestWorld } from '../support/test-world.ts';

type Fixtures = {
  /** A world without a window: sandbox and relay on a PostgreSQL that can be read. */
  readonly world: TestWorld;
  /** A connection to the relay's database. */
  readonly database: Client;
};

export const test = base.extend<Fixtures>({
  world: async ({ onTestFailed }, provide) => {
    await using world = await TestWorld.start({ database: 'operator' });
    onTestFailed(() => {
      for (const { part, text } of world.logs()) process.stderr.write(`──── ${part}\n${text}\n`);
    });
    await provide(world);
  },
  database: async ({ world }, provide) => {
    const database = new Client({ connectionString: world.databaseUrl });
    await database.connect();
    await provide(database);
    await database.end();
  },
});
