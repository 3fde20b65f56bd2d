import { Client } from 'pg';

import { openDatabase } from '../../db/database.ts';
import { BACKUP_TABLES } from '../backup-tables.ts';

/** Every row differs; texts hold what COPY has to write in another way. */
const ROWS = String.raw`
  insert into workspace (id, name, epoch, head, last_conversation, last_contact, lane_node, lane_fence)
    select id, E'Shop\t\\. ' || id, gen_random_uuid(), 40, 3, 3, gen_random_uuid(), 7 from generate_series(1, 2) as id;
  insert into inbox select id, 1, '10020030' || id, '+15550100000', E'Line\none' from generate_series(1, 2) as id;
  insert into person select id, 1, 'Ada', 'agent' from generate_series(1, 2) as id;
  insert into access_token select sha256(id::text::bytea), id, 1, id from generate_series(1, 2) as id;
  insert into raw_delivery (received_at, body, sha256, retain_until, split_at, node)
    select n, convert_to(repeat('\.' || n || chr(10), n), 'UTF8'), sha256(n::text::bytea), n + 1, nullif(n % 4, 0), gen_random_uuid()
    from generate_series(1, 300) as n;
  delete from raw_delivery where id = 300;
  insert into raw_item select 1, n, 0, 'messages', json_build_object('n', n, 'text', E'a\nb\tc'), 'applied', null, n
    from generate_series(1, 300) as n;
  insert into contact select w, n, 'user-' || n, '+1555' || n from generate_series(1, 2) as w, generate_series(1, 3) as n;
  insert into contact_conversation select w, n, 1, n from generate_series(1, 2) as w, generate_series(1, 3) as n;
  insert into orphan_status values (1, 'wamid.x', 'read', null, 5);
  insert into event select w, seq, 'message.received', 1, 1, seq, '{"kind":"customer"}', null, jsonb_build_object('seq', seq),
    sha256((w || '/' || seq)::bytea) from generate_series(1, 2) as w, generate_series(1, 40) as seq;
  insert into content select w, seq, 1, 'salt', convert_to('{"text":"\\ ü 日本 "}', 'UTF8')
    from generate_series(1, 2) as w, generate_series(1, 40) as seq;
  insert into conversation select w, n, 1, n, 1, '{}', null, null from generate_series(1, 2) as w, generate_series(1, 3) as n;
  insert into message select w, 1, n, n, jsonb_build_object('n', n), 1, 'sealed'
    from generate_series(1, 2) as w, generate_series(1, 40) as n;
  insert into command values (1, '0199a0b0-0000-7000-8000-000000000001', 1, '{"outcome":"accepted"}');
  insert into send_attempt (workspace_id, command_id, attempt, conversation, message, state, due_at, updated_at, node)
    select 1, '0199a0b0-0000-7000-8000-000000000001', n, 1, n, state, 1, 1, gen_random_uuid()
    from unnest(array['waiting', 'calling', 'unknown', 'sent', 'failed']) with ordinality as states (state, n);
  insert into send_call (workspace_id, command_id, attempt, try, node, began_at, outcome)
    values (1, '0199a0b0-0000-7000-8000-000000000001', 4, 1, gen_random_uuid(), 1, 'accepted');
  insert into provider_message values (1, 'wamid.1', 1, 4, '0199a0b0-0000-7000-8000-000000000001', 4);
  insert into inbox_sending (workspace_id, inbox, pace_us) values (1, 1, 5);
  insert into conversation_sending (workspace_id, conversation, burst_at, paid_at, refused_in_a_row) values (1, 1, 5, 6, 0);
  insert into business_initiated (workspace_id, contact, at) values (1, 1, 9);
  insert into node (id, name, version, started_at, expires_at)
    values (gen_random_uuid(), 'host/1', '0.1.0', 1, now() - interval '1 minute');
  insert into setup_code (hash, made_at, expires_at) values ('hash', 1, 2);
`;

/** Brings an empty database to the newest schema and puts rows into every table. */
export async function fillDatabase(url: string): Promise<void> {
  await (await openDatabase(url))[Symbol.asyncDispose]();
  await withClient(url, (client) => client.query(ROWS));
}

/** The rows of each table that a backup holds, as text. */
export function rowsOf(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return withClient(url, async (client) => {
    const found: Record<string, readonly string[]> = {};
    for (const table of BACKUP_TABLES) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} as t order by 1`);
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  });
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
