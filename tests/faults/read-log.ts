import type { Client } from 'pg';
import { z } from 'zod';
import { eventSchema, personalContentSchema, type SeenEvent } from '../../src-shared/domain/event.ts';
import { seqSchema, type Seq } from '../../src-shared/domain/ids.ts';

const rowsSchema = z.array(
  z.object({
    event: z.looseObject({ workspace_id: z.unknown(), content_hash: z.unknown() }),
    content: z.string().nullable(),
  }),
);
const headsSchema = z.tuple([z.object({ head: z.coerce.number().pipe(seqSchema) })]);
const openSchema = z.tuple([z.object({ open: z.int() })]);
const unusedSchema = z.array(z.object({ state: z.string(), reason: z.string().nullable(), body: z.string() }));

/** The log of a workspace, straight from its tables. */
export async function readLog(database: Client, workspace: number): Promise<readonly SeenEvent[]> {
  const { rows } = await database.query({
    text: `select row_to_json(e) as event, convert_from(c.sealed, 'UTF8') as content
           from event e left join content c using (workspace_id, seq) where workspace_id = $1 order by seq`,
    values: [workspace],
  });
  return rowsSchema.parse(rows).map(({ event, content }) => ({
    event: eventSchema.parse({ ...event, workspaceId: event.workspace_id, contentHash: event.content_hash }),
    content: content === null ? null : personalContentSchema.parse(JSON.parse(content)),
  }));
}

export async function readHead(database: Client, workspace: number): Promise<Seq> {
  const { rows } = await database.query({ text: 'select head from workspace where id = $1', values: [workspace] });
  return headsSchema.parse(rows)[0].head;
}

/** Deliveries that are not split, items that wait, and attempts that have no outcome yet. */
export async function countOpen(database: Client): Promise<number> {
  const { rows } = await database.query(
    `select (select count(*) from raw_delivery where split_at is null)::int
          + (select count(*) from raw_item where state = 'waiting')::int
          + (select count(*) from send_attempt where state in ('waiting', 'calling'))::int as open`,
  );
  return openSchema.parse(rows)[0].open;
}

/** Items that were received and could not be used, in words. */
export async function readUnused(database: Client): Promise<readonly string[]> {
  const { rows } = await database.query(
    `select state, reason, body::text from raw_item where state in ('quarantined', 'unrecognised')`,
  );
  return unusedSchema.parse(rows).map(({ state, reason, body }) => `${state} (${reason ?? 'no reason'}): ${body}`);
}
