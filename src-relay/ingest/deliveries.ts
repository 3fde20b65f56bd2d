import { createHash } from 'node:crypto';

import { sql, type Kysely } from 'kysely';

import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { DoorTables } from '../db/tables.ts';

/** A raw body, before it is stored. */
export type ReceivedBody = { readonly body: Buffer; readonly receivedAt: EpochMs };

/** A raw body on disk. */
export type Delivery = ReceivedBody & { readonly id: number };

const RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/** Stores bodies in one statement; durable when it returns. */
export async function storeDeliveries(
  door: Kysely<DoorTables>,
  received: readonly ReceivedBody[],
): Promise<readonly Delivery[]> {
  const bodies = received.map(({ body }) => body);
  const hashes = bodies.map((body) => createHash('sha256').update(body).digest());
  const times = received.map(({ receivedAt }) => receivedAt);
  const { rows } = await sql<{ id: number }>`
    insert into raw_delivery (body, sha256, received_at, retain_until)
    select body, sha256, received_at, received_at + ${RETENTION_MS}
    from unnest(${bodies}::bytea[], ${hashes}::bytea[], ${times}::bigint[])
      with ordinality as given (body, sha256, received_at, place)
    order by place
    returning id`.execute(door);
  const ids = rows.map(({ id }) => id).toSorted((left, right) => left - right);
  return received.map((one, index) => ({ ...one, id: must(ids[index], 'id of a delivery') }));
}

/** Stored deliveries after `after` that were never split, oldest first: one at least, then until `bytes` are used up. */
export async function unsplitDeliveries(
  door: Kysely<DoorTables>,
  { after, upTo, limit, bytes }: { after: number; upTo: number; limit: number; bytes: number },
): Promise<readonly Delivery[]> {
  const { rows } = await sql<{ id: number; body: Buffer; receivedAt: number }>`
    select id, body, received_at as "receivedAt"
    from (
      select id, body, received_at, sum(octet_length(body)) over (order by id) - octet_length(body) as bytes_before
      from (
        select id, body, received_at from raw_delivery
        where split_at is null and id > ${after} and id <= ${upTo}
        order by id limit ${limit}
      ) as unsplit
    ) as page
    where bytes_before < ${bytes}
    order by id`.execute(door);
  return rows.map((row) => ({ ...row, receivedAt: epochMs(row.receivedAt) }));
}

/** The newest delivery, 0 where there is none. */
export async function newestDelivery(door: Kysely<DoorTables>): Promise<number> {
  const row = await door
    .selectFrom('raw_delivery')
    .select((all) => all.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/**
 * Notes that all parts of these deliveries stand in the workspaces they belong to. Not waited for on disk: a note that
 * is lost repeats work without effect.
 */
export async function markSplit(door: Kysely<DoorTables>, ids: readonly number[], at: EpochMs): Promise<void> {
  await sql`
    update raw_delivery set split_at = ${at}
    where id = any(${ids}) and set_config('synchronous_commit', 'off', true) is not null`.execute(door);
}
