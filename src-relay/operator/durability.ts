import type { ClientBase } from 'pg';
import { z } from 'zod';

/** A setting under which PostgreSQL confirms what it may forget. */
export type DurabilityFault = {
  /** `fsync = off`. */
  readonly setting: string;
  /** SQL, or a place, that puts it right. */
  readonly remedy: string;
};

const GUARDED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

const rowsSchema = z.array(
  z.object({
    name: z.enum(GUARDED),
    setting: z.string(),
    /** Who has set it: PostgreSQL, table pg_settings. */
    source: z.string(),
    database: z.string(),
    role: z.string(),
  }),
);
type Row = z.infer<typeof rowsSchema>[number];

/**
 * What makes this PostgreSQL lose confirmed commits when it or its machine stops, as this role has it in this
 * database. A relay that answers 200 upon such a commit loses messages: Meta does not send them again.
 */
export async function durabilityFaults(client: ClientBase): Promise<readonly DurabilityFault[]> {
  const { rows } = await client.query(
    `select name, setting, source, current_database() as database, current_user as role
     from pg_settings where name = any($1) order by name`,
    [GUARDED],
  );
  return rowsSchema
    .parse(rows)
    .filter(({ setting }) => setting === 'off')
    .map((row) => ({ setting: `${row.name} = off`, remedy: remedyOf(row) }));
}

function remedyOf({ name, source, database, role }: Row): string {
  switch (source) {
    case 'database':
      return `alter database ${quoted(database)} reset ${name};`;
    case 'user':
      return `alter role ${quoted(role)} reset ${name};`;
    case 'database user':
      return `alter role ${quoted(role)} in database ${quoted(database)} reset ${name};`;
    case 'command line':
      return `start PostgreSQL without ${name}=off on its command line`;
    case 'client':
    case 'environment variable':
      return `take ${name}=off out of DATABASE_URL and PGOPTIONS`;
    default:
      return `alter system set ${name} = on; select pg_reload_conf();`;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
