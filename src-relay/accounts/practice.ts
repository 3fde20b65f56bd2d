import {
  conversationIdSchema,
  epochSchema,
  inboxIdSchema,
  personIdSchema,
  seqSchema,
  workspaceIdSchema,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { Person } from '../../src-shared/domain/person.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { PracticeConfig } from '../config/relay-config.ts';
import type { Database, WorkspaceTransaction } from '../db/database.ts';
import { hashAccessToken, makeAccessToken } from './access-token.ts';

/** A workspace to practise in, with people who can sign in at once. Never part of a relay with customers. */
export type Practice = {
  readonly workspace: WorkspaceId;
  readonly agents: readonly PracticeAgent[];
};

export type PracticeAgent = {
  readonly person: Person['id'];
  readonly name: string;
  readonly role: Person['role'];
  readonly token: string;
};

export type PracticeSurroundings = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly makeEpoch: () => string;
};

const WORKSPACE_NAME = 'Practice shop';

const PEOPLE: readonly Person[] = [
  { id: personIdSchema.parse(1), name: 'Amina Okafor', role: 'agent' },
  { id: personIdSchema.parse(2), name: 'Jonas Weber', role: 'agent' },
  { id: personIdSchema.parse(3), name: 'Shop bot', role: 'bot' },
];

/**
 * Makes sure that the practice workspace, its inbox and its people exist, and gives each person one access token:
 * the configured one, or a new one. What was there before stays, but for older tokens.
 */
export async function preparePractice(
  database: Database,
  config: PracticeConfig,
  surroundings: PracticeSurroundings,
): Promise<Practice> {
  const workspace = await findOrNumberWorkspace(database, config.numberId);
  const agents = PEOPLE.map(({ id, name, role }, index) => ({
    person: id,
    name,
    role,
    token: config.tokens[index] ?? makeAccessToken(surroundings.random),
  }));
  await database.forWorkspace(workspace).transaction(async (tables) => {
    await addWorkspace(tables, workspace, surroundings.makeEpoch());
    await addInbox(tables, workspace, config);
    await addPeople(tables, workspace);
    await replaceTokens(tables, { workspace, agents, clock: surroundings.clock });
  });
  return { workspace, agents };
}

async function findOrNumberWorkspace(database: Database, numberId: string): Promise<WorkspaceId> {
  const inbox = await database.directory
    .selectFrom('inbox')
    .where('provider_number_id', '=', numberId)
    .select('workspace_id')
    .executeTakeFirst();
  if (inbox !== undefined) return inbox.workspace_id;
  const newest = await database.directory
    .selectFrom('workspace')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return workspaceIdSchema.parse((newest?.id ?? 0) + 1);
}

async function addWorkspace(tables: WorkspaceTransaction, workspace: WorkspaceId, epoch: string): Promise<void> {
  await tables
    .insertInto('workspace')
    .values({
      id: workspace,
      name: WORKSPACE_NAME,
      epoch: epochSchema.parse(epoch),
      head: seqSchema.parse(0),
      last_conversation: conversationIdSchema.parse(0),
      last_contact: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function addInbox(tables: WorkspaceTransaction, workspace: WorkspaceId, config: PracticeConfig): Promise<void> {
  await tables
    .insertInto('inbox')
    .values({
      workspace_id: workspace,
      inbox: inboxIdSchema.parse(1),
      provider_number_id: config.numberId,
      display_phone: `+${config.displayNumber.replaceAll(/\D/g, '')}`,
      name: WORKSPACE_NAME,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function addPeople(tables: WorkspaceTransaction, workspace: WorkspaceId): Promise<void> {
  await tables
    .insertInto('person')
    .values(PEOPLE.map(({ id, name, role }) => ({ workspace_id: workspace, person: id, name, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function replaceTokens(
  tables: WorkspaceTransaction,
  { workspace, agents, clock }: Practice & { readonly clock: Clock },
): Promise<void> {
  await tables.deleteFrom('access_token').where('workspace_id', '=', workspace).execute();
  await tables
    .insertInto('access_token')
    .values(
      agents.map(({ person, token }) => ({
        hash: hashAccessToken(token),
        workspace_id: workspace,
        person,
        issued_at: clock.now(),
      })),
    )
    .execute();
}
