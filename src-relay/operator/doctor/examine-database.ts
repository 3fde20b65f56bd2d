import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { z } from 'zod';

import { DATABASE_CONNECTIONS } from '../../db/database.ts';
import { SCHEMA_CHANGES } from '../../db/migrate.ts';
import { readSchemaState } from '../../db/schema-state.ts';
import { JOB_CONNECTIONS } from '../../outbound/job-pool.ts';
import { durabilityFaults } from '../durability.ts';
import { ok, wrong, type Finding } from './finding.ts';
import type { OpenDatabase } from './reach-database.ts';

/** The oldest release that is still maintained, and the relay's SQL needs nothing newer. */
const OLDEST_VERSION = 140_000;
const PER_MAJOR = 10_000;
/** Deadlines and service windows are counted by the relay's clock, leases by the database's. */
const MOST_CLOCK_DIFFERENCE_MS = 2000;
const MS_PER_SECOND = 1000;
/** Of a command beside the relay, such as this one. */
const COMMAND_CONNECTIONS = 2;
const PER_NODE = DATABASE_CONNECTIONS + JOB_CONNECTIONS + COMMAND_CONNECTIONS;

const serverSchema = z.object({
  version: z.coerce.number(),
  most: z.coerce.number(),
  reserved: z.coerce.number(),
  others: z.coerce.number(),
  now: z.coerce.number(),
});
type Server = z.infer<typeof serverSchema> & { readonly differenceMs: number };

/** What can be said of the server itself, whatever is in it. */
export async function examineServer({ client }: OpenDatabase): Promise<readonly Finding[]> {
  const server = await readServer(client);
  return [versionFinding(server), ...(await durability(client)), connectionsFinding(server), clockFinding(server)];
}

async function readServer(client: OpenDatabase['client']): Promise<Server> {
  const asked = Date.now();
  const { rows } = await client.query(`
    select current_setting('server_version_num') as version, current_setting('max_connections') as most,
      current_setting('superuser_reserved_connections')::int
        + coalesce(current_setting('reserved_connections', true), '0')::int as reserved,
      (select count(*) from pg_stat_activity
        where backend_type = 'client backend' and application_name not like 'echodesk%'
          and pid <> pg_backend_pid()) as others,
      extract(epoch from clock_timestamp()) * ${MS_PER_SECOND} as now`);
  const server = serverSchema.parse(rows[0]);
  return { ...server, differenceMs: Math.abs(server.now - (asked + Date.now()) / 2) };
}

function versionFinding({ version }: Server): Finding {
  const words = `PostgreSQL ${Math.floor(version / PER_MAJOR)}`;
  if (version >= OLDEST_VERSION) return ok('database', words);
  return wrong('database', `${words} is too old`, 'bring it to version 14 or newer');
}

async function durability(client: OpenDatabase['client']): Promise<readonly Finding[]> {
  const faults = await durabilityFaults(client);
  if (faults.length === 0) return [ok('durability', 'what is confirmed is on disk')];
  return faults.map(({ setting, remedy }) =>
    wrong('durability', `${setting}: this PostgreSQL may forget what it has confirmed`, remedy),
  );
}

function connectionsFinding({ most, reserved, others }: Server): Finding {
  const left = most - reserved - others;
  const nodes = Math.floor(left / PER_NODE);
  const words = `room for ${nodes} nodes of ${PER_NODE} connections each (${left} of ${most})`;
  if (nodes >= 1) return ok('connections', words);
  return wrong(
    'connections',
    words,
    `raise max_connections to ${reserved + others + PER_NODE} or more, and restart PostgreSQL`,
  );
}

function clockFinding({ differenceMs }: Server): Finding {
  const words = `${(differenceMs / MS_PER_SECOND).toFixed(1)} s between this machine and the database`;
  if (differenceMs <= MOST_CLOCK_DIFFERENCE_MS) return ok('clock', words);
  return wrong('clock', words, 'let both machines take their time from NTP (timedatectl)');
}

/** Whether the schema is the one of this version. */
export async function examineSchema({ url }: OpenDatabase): Promise<Finding> {
  await using stack = new AsyncDisposableStack();
  const pool = stack.adopt(new Pool({ connectionString: url, max: 1 }), (open) => open.end());
  pool.on('error', () => undefined);
  const { made, floor } = await readSchemaState(new Kysely({ dialect: new PostgresDialect({ pool }) }));
  const known = Object.keys(SCHEMA_CHANGES);
  if (floor !== null && !known.includes(floor)) {
    return wrong(
      'schema',
      `a newer version of the relay has changed this database (${floor}), and this one can not serve it`,
      'install that version, or restore a backup of before into an empty database',
    );
  }
  const pending = known.filter((name) => !made.includes(name));
  if (pending.length > 0) {
    const words = made.length === 0 ? 'the database is empty' : `${pending.length} changes are to be made`;
    return wrong('schema', words, 'run migrate, or serve, which does the same at its start');
  }
  return ok('schema', `up to date (${known.at(-1) ?? ''})`);
}
