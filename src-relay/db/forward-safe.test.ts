import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';

import { SCHEMA_CHANGES } from './migrate.ts';
import type { SchemaChange } from './schema-change.ts';

/** What would break, or hold up, a node of the version before that serves while the change is made (rule M1). */
const HAZARDS: readonly { readonly found: RegExp; readonly instead: string }[] = [
  { found: /\bdrop\b/, instead: 'leave it until no version that serves uses it, then take it away behind a floor' },
  { found: /\brename\b/, instead: 'add the new one, write both, and leave the old one' },
  { found: /\balter column \w+ (set data )?type\b/, instead: 'add a column of the new type' },
  { found: /\bset not null\b/, instead: 'add a check that is not valid yet, and validate it in a later change' },
  {
    found: /\badd column \w+ [^,]*\bnot null\b(?![^,]*\bdefault\b)(?<!\bdefault\b[^,]*)/,
    instead: 'give it a default',
  },
  { found: /\badd column \w+ [^,]*\b(check|references|unique)\b/, instead: 'add the constraint as not valid' },
  { found: /\badd constraint\b(?!.*\bnot valid\b)/, instead: 'add it as not valid' },
  { found: /\block table\b/, instead: 'do without' },
  { found: /^(update|delete)\b/, instead: 'fill a column in small parts while serving, not in the change' },
];

/** What stands in released changes, and why it did no harm. */
const ALLOWED: readonly { readonly statement: RegExp; readonly because: string }[] = [
  {
    statement: /create index access_token_person|create index send_attempt_order/,
    because: '002 was made when no relay had run with 001',
  },
  {
    statement: /raw_item_state_check|raw_item_not_applied|raw_item_kept/,
    because: '003 was made when a relay was one node, which changed its database before it served',
  },
  {
    statement: /create index workspace_lane_node/,
    because: '004 makes it over a row for each workspace, in milliseconds',
  },
  {
    statement: /send_attempt_state_check/,
    because: '004 allows one state more: whatever the version before writes is still allowed',
  },
];

test.each(Object.entries(SCHEMA_CHANGES))('M1 %s adds, and takes nothing away', async (_name, change) => {
  const statements = await statementsOf(change);
  const own = new Set(statements.flatMap((statement) => /^create table (\w+)/.exec(statement)?.[1] ?? []));
  const hazards = statements
    .filter((statement) => !ALLOWED.some((allowed) => allowed.statement.test(statement)))
    .flatMap((statement) => hazardsOf(statement, own).map((instead) => ({ statement, instead })));
  expect(statements.length).toBeGreaterThan(0);
  expect(hazards).toEqual([]);
});

test.each([
  'alter table message drop column seen',
  'drop table message',
  'alter table message rename column seen to looked_at',
  'alter table message alter column number type text',
  'alter table message alter column number set not null',
  'alter table message add column colour text not null',
  'alter table message add column size integer default 1, add column colour text not null',
  "alter table message add column colour text check (colour <> '')",
  "alter table message add constraint colourful check (colour <> '')",
  'create index message_colour on message (colour)',
  'create unique index message_colour on message (colour)',
  'update message set colour = 1',
])('M1 is broken by: %s', (statement) => {
  expect(hazardsOf(statement, new Set())).toHaveLength(1);
});

test.each([
  'create table shelf (id bigint not null)',
  "alter table message add column colour text not null default 'red'",
  "alter table message add column colour text default 'red' not null",
  "alter table message add constraint colourful check (colour <> '') not valid",
  'create index concurrently message_colour on message (colour)',
  'create index shelf_id on shelf (id)',
])('M1 allows: %s', (statement) => {
  expect(hazardsOf(statement, new Set(['shelf']))).toEqual([]);
});

function hazardsOf(statement: string, own: ReadonlySet<string>): readonly string[] {
  const hazards = HAZARDS.filter(({ found }) => found.test(statement)).map(({ instead }) => instead);
  const indexed = /^create (?:unique )?index (?!concurrently)\w+ on (\w+)/.exec(statement)?.[1];
  const holdsUp = indexed !== undefined && !own.has(indexed);
  return holdsUp ? [...hazards, 'create it concurrently, in a change that runs alone'] : hazards;
}

/** What the change says to PostgreSQL, statement by statement, in one spelling. */
async function statementsOf(change: SchemaChange): Promise<readonly string[]> {
  const said: string[] = [];
  const listening = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void said.push(query.sql),
  });
  await change.up(listening);
  return said
    .flatMap((text) => text.split(';'))
    .map((statement) => statement.toLowerCase().replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}
