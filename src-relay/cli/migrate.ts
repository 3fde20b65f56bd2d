import { parseArgs } from 'node:util';

import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { migrateToLatest, SCHEMA_CHANGES } from '../db/migrate.ts';
import { readSchemaState } from '../db/schema-state.ts';
import type { Tables } from '../db/tables.ts';
import { orRemedy } from '../open-database.ts';
import { EXIT } from './command.ts';
import { DATABASE_SETTINGS_HELP, databaseCommand } from './database-command.ts';

const usage = `node src-relay/index.ts migrate [--dry-run] [--json]

Brings the database to this version, and prints each change it made. Nodes of the version before may go on serving
meanwhile: docs/operating.md says how to upgrade node by node. serve does the same at its start.

  --dry-run  prints what would be made, and makes nothing
  --json     {"made":[...],"pending":[...]}

${DATABASE_SETTINGS_HELP}

Ends with 0; 1 when the database can't be used; 2 when the command line or a setting is wrong.
`;

export const migrateCommand = databaseCommand({
  usage,
  read: (args) => {
    const options = {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    } as const;
    const { values } = parseArgs({ args, options });
    return { isDry: values['dry-run'], json: values.json };
  },
  work: async ({ isDry, json }, { url }) => {
    await using stack = new AsyncDisposableStack();
    const pool = stack.adopt(new Pool({ connectionString: url, max: 2 }), (open) => open.end());
    pool.on('error', () => undefined);
    const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const before = await orRemedy(() => pendingChanges(database));
    if (!isDry) await orRemedy(() => migrateToLatest(database));
    const pending = isDry ? before : await orRemedy(() => pendingChanges(database));
    const made = before.filter((name) => !pending.includes(name));
    process.stdout.write(json ? `${JSON.stringify({ made, pending })}\n` : inWords({ made, pending, isDry }));
    return EXIT.ok;
  },
});

async function pendingChanges(database: Kysely<Tables>): Promise<readonly string[]> {
  const { made } = await readSchemaState(database);
  return Object.keys(SCHEMA_CHANGES).filter((name) => !made.includes(name));
}

type Outcome = { readonly made: readonly string[]; readonly pending: readonly string[]; readonly isDry: boolean };

function inWords({ made, pending, isDry }: Outcome): string {
  const changes = isDry ? pending : made;
  if (changes.length === 0) return 'The database is up to date.\n';
  return changes.map((name) => `${isDry ? 'would make' : 'made'} ${name}\n`).join('');
}
