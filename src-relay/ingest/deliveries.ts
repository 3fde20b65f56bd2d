import { hash } from 'node:crypto';

import { sql, type Kysely } from 'kysely';

import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { DoorTables } from '../db/tables.ts';
import type { NodeId } from '../nodes/lanes.ts';

/** A raw body, before it is stored. */
export type ReceivedBody = { readonly body: Buffer; readonly receivedAt: EpochMs };

/** A raw body on disk. */
export type Delivery = ReceivedBody & {
  readonly id: number;
  /** False where what was read is not what was stored: nothing may be made of it. */
  readonly isIntact: boolean;
};

/** In whose hands deliveries are, and how long they are kept once they are split. */
export type Keeping = { readonly node: NodeId; readonly retentionMs: number };

const HASH_BYTES = 32;

/**
 * Stores bodies in one statement; durable when it returns. They travel as one value with the places where each begins: a
 * list of binary values would be written as text, twice as long.
 */
export async function storeDeliveries(
  door: Kysely<DoorTables>,
  received: readonly ReceivedBody[],
  { node, retentionMs }: Keeping,
): Promise<readonly Delivery[]> {
  const bodies = received.map(({ body }) => body);
  const lengths = bodies.map(({ length }) => length);
  const times = received.map(({ receivedAt }) => receivedAt);
  const { rows } = await sql<{ id: number }>`
    with given as (
      select length, received_at, place, 1 + sum(length) over (order by place) - length as start
      from unnest(${lengths}::integer[], ${times}::bigint[]) with ordinality as row (length, received_at, place)
    )
    insert into raw_delivery (body, sha256, received_at, retain_until, node)
    select substring(${Buffer.concat(bodies)}::bytea from start::integer for length),
      substring(${Buffer.concat(bodies.map(hashOf))}::bytea from (place::integer - 1) * ${HASH_BYTES}::integer + 1 for ${HASH_BYTES}::integer),
      received_at, received_at + ${retentionMs}::bigint, ${node}::uuid
    from given order by place
    returning id`.execute(door);
  const ids = rows.map(({ id }) => id).toSorted((left, right) => left - right);
  return received.map((one, index) => ({
    ...one,
    id: must(ids[index], 'id of a delivery'),
    isIntact: true,
  }));
}

/**
 * Takes over what was never split and is in the hands of no living node: of none that has a row. Gives how many. Of several nodes that ask at
 * once each delivery goes to one.
 */
export async function adoptDeliveries(door: Kysely<DoorTables>, node: NodeId): Promise<number> {
  const { numAffectedRows } = await sql`
    update raw_delivery as d set node = ${node}
    where d.split_at is null and d.node is distinct from ${node} and not exists (
      select from node as n where n.id = d.node
    )`.execute(door);
  return Number(numAffectedRows ?? 0);
}

type Page = {
  readonly node: NodeId;
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
  readonly bytes: number;
};

/** A node's deliveries after `after` that were never split, oldest first: one at least, then until `bytes` are used up. */
export async function unsplitDeliveries(
  door: Kysely<DoorTables>,
  { node, after, upTo, limit, bytes }: Page,
): Promise<readonly Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select id, body, sha256, received_at as "receivedAt"
    from (
      select *, sum(octet_length(body)) over (order by id) - octet_length(body) as bytes_before
      from (
        select id, body, sha256, received_at from raw_delivery
        where split_at is null and node = ${node} and id > ${after} and id <= ${upTo}
        order by id limit ${limit}
      ) as unsplit
    ) as page
    where bytes_before < ${bytes}
    order by id`.execute(door);
  return rows.map(deliveryOf);
}

/** Those of the deliveries that are still there, oldest first: one at least, then until `bytes` are used up. */
export async function findDeliveries(
  door: Kysely<DoorTables>,
  ids: readonly number[],
  bytes: number,
): Promise<readonly Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select id, body, sha256, received_at as "receivedAt"
    from (
      select *, sum(octet_length(body)) over (order by id) - octet_length(body) as bytes_before
      from raw_delivery where id = any(${ids})
    ) as page
    where bytes_before < ${bytes}
    order by id`.execute(door);
  return rows.map(deliveryOf);
}

type DeliveryRow = {
  readonly id: number;
  readonly body: Buffer;
  readonly sha256: Buffer;
  readonly receivedAt: number;
};

function deliveryOf({ sha256, receivedAt, ...row }: DeliveryRow): Delivery {
  return { ...row, receivedAt: epochMs(receivedAt), isIntact: hashOf(row.body).equals(sha256) };
}

function hashOf(body: Buffer): Buffer {
  return hash('sha256', body, 'buffer');
}

/** The newest delivery, 0 where there is none. */
export async function newestDelivery(door: Kysely<DoorTables>): Promise<number> {
  const row = await door
    .selectFrom('raw_delivery')
    .select((all) => all.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** A delivery whose parts all stand in the workspaces they belong to, and how many they are. */
export type SplitDelivery = { readonly id: number; readonly parts: number };

/** Notes what is split. Not waited for on disk: a note that is lost repeats work without effect. */
export async function markSplit(door: Kysely<DoorTables>, split: readonly SplitDelivery[], at: EpochMs): Promise<void> {
  const ids = split.map(({ id }) => id);
  const parts = split.map((one) => one.parts);
  await sql`
    update raw_delivery as d set split_at = ${at}, parts = given.parts
    from unnest(${ids}::bigint[], ${parts}::integer[]) as given (id, parts)
    where d.id = given.id and set_config('synchronous_commit', 'off', true) is not null`.execute(door);
}
