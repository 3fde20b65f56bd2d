import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';

const accessTokens = sql`
  create table access_token (
    hash bytea primary key,
    workspace_id bigint not null,
    person bigint not null,
    issued_at bigint not null,
    foreign key (workspace_id, person) references person (workspace_id, person)
  );
  create index access_token_person on access_token (workspace_id, person);
`;

const sendOrder = sql`
  create index send_attempt_order on send_attempt (workspace_id, conversation, message)
    where state in ('waiting', 'calling');
`;

async function up(database: Kysely<unknown>): Promise<void> {
  const parts: readonly RawBuilder<unknown>[] = [accessTokens, sendOrder];
  for (const part of parts) await part.execute(database);
}

/** What signing in needs, and the order of sends in a conversation. */
export const accessTokensMigration: Migration = { up };
