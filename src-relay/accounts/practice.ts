import { personIdSchema, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Person } from '../../src-shared/domain/person.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { PracticeConfig } from '../config/relay-config.ts';
import type { Database } from '../db/database.ts';
import { makeAccessToken } from './access-token.ts';
import { nextWorkspace } from './set-up-workspace.ts';
import { addFirstInbox, addPeople, addTokens, addWorkspace } from './workspace-rows.ts';

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
    await addWorkspace(tables, { id: workspace, name: WORKSPACE_NAME, epoch: surroundings.makeEpoch() });
    await addFirstInbox(tables, { workspace, name: WORKSPACE_NAME, ...config });
    await addPeople(tables, workspace, PEOPLE);
    await tables.deleteFrom('access_token').where('workspace_id', '=', workspace).execute();
    await addTokens(tables, workspace, { tokens: agents, issuedAt: surroundings.clock.now() });
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
  return nextWorkspace(database);
}
