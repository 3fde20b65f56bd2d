import type { Client } from 'pg';
import { z } from 'zod';

import { ok, wrong, type Finding } from './finding.ts';

const pagesSchema = z.object({ checksums: z.enum(['on', 'off']), failures: z.coerce.number() });

/** Whether PostgreSQL notices that its disk gives back something else than was written, and whether it has. */
export async function examinePages(client: Client): Promise<Finding> {
  const { rows } = await client.query(`
    select current_setting('data_checksums') as checksums,
      (select coalesce(sum(checksum_failures), 0) from pg_stat_database) as failures`);
  const { checksums, failures } = pagesSchema.parse(rows[0]);
  if (checksums === 'off') {
    return wrong(
      'integrity',
      'data_checksums = off: this PostgreSQL does not notice when its disk changes what was written',
      'stop PostgreSQL and run pg_checksums --enable on its data folder',
    );
  }
  if (failures === 0) return ok('integrity', 'no page has failed its checksum');
  return wrong(
    'integrity',
    `${failures} reads of pages have failed their checksum: the disk gives back what was not written`,
    'move to a sound disk, and restore a backup; select pg_stat_reset() in each database forgets the count',
  );
}

/** Events of each workspace that are looked at, the newest ones. */
const NEWEST = 1000;

const damagedSchema = z.array(
  z.object({ workspace: z.coerce.number(), seq: z.coerce.number(), all: z.coerce.number() }),
);

/** Whether the newest content is what its events were appended with. It is compared where it lies, and not read out. */
export async function examineContent(client: Client): Promise<Finding> {
  const { rows } = await client.query(
    `select w.id as workspace, e.seq, count(*) over () as all
    from workspace as w
    join event as e on e.workspace_id = w.id and e.seq > w.head - $1
    join content as c on c.workspace_id = e.workspace_id and c.seq = e.seq
    where encode(sha256(c.salt || c.sealed), 'hex') is distinct from e.content_hash
    order by 1, 2 limit 1`,
    [NEWEST],
  );
  const [first] = damagedSchema.parse(rows);
  if (first === undefined) return ok('integrity', `the newest ${NEWEST} events of each workspace hold what they held`);
  return wrong(
    'integrity',
    `${first.all} events have other content than they were appended with, the first of them ${first.seq} of workspace ${first.workspace}`,
    'consoles show them without it; restore a backup of before, and find out who writes into this database',
  );
}
