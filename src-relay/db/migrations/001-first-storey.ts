import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';

const door = sql`
  create table raw_delivery (
    id bigint generated always as identity primary key,
    received_at bigint not null,
    body bytea not null,
    sha256 bytea not null,
    retain_until bigint not null,
    split_at bigint
  );
  create index raw_delivery_unsplit on raw_delivery (id) where split_at is null;
`;

const directory = sql`
  create table workspace (
    id bigint primary key,
    name text not null,
    epoch uuid not null,
    head bigint not null default 0,
    last_conversation bigint not null default 0,
    last_contact bigint not null default 0
  );
  insert into workspace (id, name, epoch) values (0, 'System', gen_random_uuid());
  create table inbox (
    workspace_id bigint not null references workspace (id),
    inbox bigint not null,
    provider_number_id text not null unique,
    display_phone text not null,
    name text not null,
    primary key (workspace_id, inbox)
  );
  create table person (
    workspace_id bigint not null references workspace (id),
    person bigint not null,
    name text not null,
    role text not null,
    primary key (workspace_id, person)
  );
`;

const intake = sql`
  create table raw_item (
    workspace_id bigint not null,
    delivery_id bigint not null,
    part integer not null,
    field text not null,
    body json not null,
    state text not null check (state in ('waiting', 'applied', 'unrecognised', 'quarantined')),
    reason text,
    applied_at bigint,
    primary key (workspace_id, delivery_id, part)
  );
  create index raw_item_not_applied on raw_item (workspace_id, state) where state <> 'applied';
  create table contact (
    workspace_id bigint not null,
    contact bigint not null,
    provider_user_id text,
    phone text,
    primary key (workspace_id, contact)
  );
  create unique index contact_provider_user on contact (workspace_id, provider_user_id) where provider_user_id is not null;
  create unique index contact_phone on contact (workspace_id, phone) where phone is not null;
  create table contact_conversation (
    workspace_id bigint not null,
    contact bigint not null,
    inbox bigint not null,
    conversation bigint not null,
    primary key (workspace_id, contact, inbox),
    unique (workspace_id, conversation)
  );
  create table orphan_status (
    workspace_id bigint not null,
    provider_id text not null,
    status text not null,
    failure_code integer,
    at bigint not null,
    primary key (workspace_id, provider_id, status)
  );
`;

const log = sql`
  create table event (
    workspace_id bigint not null,
    seq bigint not null,
    type text not null,
    v integer not null,
    conversation bigint not null,
    at bigint not null,
    actor jsonb not null,
    content_hash text,
    body jsonb not null,
    dedupe_key bytea not null,
    primary key (workspace_id, seq),
    unique (workspace_id, dedupe_key)
  );
  create table content (
    workspace_id bigint not null,
    seq bigint not null,
    key_id bigint not null,
    salt bytea not null,
    sealed bytea not null,
    primary key (workspace_id, seq)
  );
  create table conversation (
    workspace_id bigint not null,
    conversation bigint not null,
    inbox bigint not null,
    last_activity_at bigint not null,
    last_message bigint,
    state jsonb not null,
    key_id bigint,
    sealed bytea,
    primary key (workspace_id, conversation)
  );
  create index conversation_newest on conversation (workspace_id, last_activity_at desc, conversation desc);
  create table message (
    workspace_id bigint not null,
    conversation bigint not null,
    number bigint not null,
    sent_at bigint not null,
    state jsonb not null,
    key_id bigint,
    sealed bytea,
    primary key (workspace_id, conversation, number)
  );
`;

const sending = sql`
  create table command (
    workspace_id bigint not null,
    id uuid not null,
    at bigint not null,
    answer jsonb not null,
    primary key (workspace_id, id)
  );
  create table send_attempt (
    workspace_id bigint not null,
    command_id uuid not null,
    attempt integer not null,
    conversation bigint not null,
    message bigint not null,
    state text not null check (state in ('waiting', 'calling', 'unknown', 'sent', 'failed')),
    tries integer not null default 0,
    due_at bigint not null,
    updated_at bigint not null,
    failure_code integer,
    detail jsonb,
    primary key (workspace_id, command_id, attempt)
  );
  create index send_attempt_open on send_attempt (workspace_id, due_at) where state in ('waiting', 'calling', 'unknown');
  create table provider_message (
    workspace_id bigint not null,
    provider_id text not null,
    conversation bigint not null,
    message bigint not null,
    command_id uuid,
    attempt integer not null,
    primary key (workspace_id, provider_id)
  );
  create index provider_message_command on provider_message (workspace_id, command_id);
`;

async function up(database: Kysely<unknown>): Promise<void> {
  const parts: readonly RawBuilder<unknown>[] = [door, directory, intake, log, sending];
  for (const part of parts) await part.execute(database);
}

/** Raw deliveries, the log with its projections, and what sending needs. */
export const firstStorey: Migration = { up };
