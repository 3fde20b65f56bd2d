import { sql, type Kysely, type RawBuilder } from 'kysely';

import type { SchemaChange } from '../schema-change.ts';

const nodes = sql`
  create table node (
    id uuid primary key,
    name text not null,
    version text not null,
    started_at bigint not null,
    expires_at timestamptz not null,
    is_leaving boolean not null default false,
    job_pool text
  );
  alter table workspace add column lane_node uuid, add column lane_fence bigint not null default 0;
  create index workspace_lane_node on workspace (lane_node);
  alter table raw_delivery add column node uuid, add column parts integer;
`;

const reconciliation = sql`
  create table reconciliation (
    only_row boolean primary key default true check (only_row),
    up_to bigint not null,
    seen bigint not null,
    seen_before xid8 not null
  );
  create table unreconciled_delivery (delivery_id bigint primary key);
`;

const sending = sql`
  alter table send_attempt drop constraint send_attempt_state_check;
  alter table send_attempt
    add constraint send_attempt_state_check
      check (state in ('waiting', 'calling', 'unknown', 'closed', 'sent', 'failed')) not valid,
    add column node uuid,
    add column bulk boolean not null default false,
    add column initiated boolean not null default false,
    add column hold text,
    add column hold_code integer,
    add column hold_until bigint,
    add column delays_told integer not null default 0,
    add constraint send_attempt_hold_check check (hold in ('pace', 'provider_away', 'number_stopped')) not valid;
  create table send_call (
    workspace_id bigint not null,
    command_id uuid not null,
    attempt integer not null,
    try integer not null,
    node uuid not null,
    began_at bigint not null,
    ended_at bigint,
    outcome text check (outcome in ('accepted', 'rejected', 'ambiguous', 'unreachable', 'lost')),
    code integer,
    provider_id text,
    primary key (workspace_id, command_id, attempt, try)
  );
  create table inbox_sending (
    workspace_id bigint not null,
    inbox bigint not null,
    pace_us bigint not null default 0,
    messaging_limit integer,
    stopped_code integer,
    stopped_at bigint,
    look_again_at bigint,
    stopped_by_status boolean not null default false,
    outreach_stopped_at bigint,
    outreach_look_at bigint,
    primary key (workspace_id, inbox),
    foreign key (workspace_id, inbox) references inbox (workspace_id, inbox)
  );
  create table conversation_sending (
    workspace_id bigint not null,
    conversation bigint not null,
    burst_at bigint not null,
    paid_at bigint not null,
    refused_in_a_row integer not null,
    primary key (workspace_id, conversation)
  );
  create table business_initiated (
    workspace_id bigint not null,
    contact bigint not null,
    at bigint not null,
    primary key (workspace_id, contact)
  );
  alter table contact
    add column stopped_code integer,
    add column stopped_at bigint,
    add column opted_out boolean not null default false,
    add column choice_at bigint;
  create index business_initiated_at on business_initiated (workspace_id, at);
`;

const setup = sql`
  create table setup_code (
    hash bytea primary key,
    made_at bigint not null,
    expires_at bigint not null,
    used_at bigint
  );
`;

/** Which change the software has to know to serve: see `schema-change.ts`. */
const floor = sql`
  create table schema_floor (
    only_row boolean primary key default true check (only_row),
    migration text not null
  );
`;

async function up(database: Kysely<unknown>): Promise<void> {
  const parts: readonly RawBuilder<unknown>[] = [nodes, reconciliation, sending, setup, floor];
  for (const part of parts) await part.execute(database);
}

/**
 * Several nodes on one database, the pace of sending with every call on record, and setting a relay up by a code.
 *
 * The version before may go on serving while this is made, and not begin to serve after it: it works alone, and can't
 * read the events that this one writes.
 */
export const manyNodesMigration: SchemaChange = { up, floor: '004-many-nodes' };
