import type { ClientBase } from 'pg';
import { z } from 'zod';

import { BackupError } from './backup-error.ts';

const countSchema = z.object({ count: z.coerce.number() });

/** No node ever has this id: a caller that is dead. */
const DEAD_NODE = '00000000-0000-0000-0000-000000000000';

/** What a new life has made of the old one. */
export type NewLife = {
  readonly workspaces: number;
  /** Messages of which nobody knows whether they were sent. */
  readonly unknownSends: number;
};

/**
 * Begins a new epoch in every workspace (rule E1), within the caller's transaction. For a database that stands at an
 * earlier instant than its consoles and its provider have seen.
 *
 * - Consoles find another epoch and take a snapshot.
 * - What was not settled may have been sent since: it counts as a call whose caller died. So the first sender that
 *   looks at it says `unknown` in the log and never sends it (rule O4).
 * - Lanes and deliveries are nobody's, and whoever held a lane before is refused by its fence; no node is alive, and no
 *   one-time code is valid.
 * - The counting of deliveries begins again: how far it had come is said in transaction numbers of one server.
 */
export async function beginNewLife(client: ClientBase): Promise<NewLife> {
  const workspaces = await client.query(
    'update workspace set epoch = gen_random_uuid(), lane_node = null, lane_fence = lane_fence + 1',
  );
  const sends = await client.query(
    `update send_attempt set state = 'calling', node = $1, hold = null, hold_code = null, hold_until = null
     where state in ('waiting', 'calling')`,
    [DEAD_NODE],
  );
  await client.query('update raw_delivery set node = null where split_at is null and node is not null');
  await client.query('delete from node');
  await client.query('delete from setup_code');
  await client.query('delete from reconciliation');
  await client.query('delete from unreconciled_delivery');
  return { workspaces: workspaces.rowCount ?? 0, unknownSends: sends.rowCount ?? 0 };
}

/**
 * Keeps every relay from working on the database until the end of the transaction. Throws a {@link BackupError} where one
 * does.
 */
export async function keepRelaysOut(client: ClientBase): Promise<void> {
  await client.query('lock table workspace, node in exclusive mode');
  const { rows } = await client.query('select count(*) as count from node where expires_at > clock_timestamp()');
  const alive = countSchema.parse(rows[0]).count;
  if (alive > 0) {
    const who = alive === 1 ? 'A relay works' : `${alive} relays work`;
    throw new BackupError(`${who} on this database: stop every relay, wait a minute, try again.`);
  }
}
