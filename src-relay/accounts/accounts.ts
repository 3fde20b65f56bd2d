import { sql } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import { personSchema, type Person } from '../../src-shared/domain/person.ts';
import type { Database } from '../db/database.ts';
import { GroupedLookup } from '../db/grouped-lookup.ts';
import { hashAccessToken } from './access-token.ts';

/** Whom an access token stands for. */
export type SignedIn = {
  readonly workspace: WorkspaceId;
  readonly workspaceName: string;
  readonly person: Person;
};

/** Who works in which workspace, and with which access tokens. */
export type Accounts = {
  /** Undefined for a token that nobody has. */
  readonly authenticate: (token: string) => Promise<SignedIn | undefined>;
  /** Everybody of the workspace, by number. */
  readonly people: (workspace: WorkspaceId) => Promise<readonly Person[]>;
};

/** People or tokens in one query at most. */
const MOST_AT_ONCE = 500;

/** Accounts on the relay's database. A crowd of consoles that comes at once is looked up together. */
export function openAccounts(database: Database): Accounts {
  const tokens = new GroupedLookup<string, SignedIn>((hashes) => signedInBy(database, hashes), MOST_AT_ONCE);
  const people = new GroupedLookup<WorkspaceId, readonly Person[]>(
    (workspaces) => peopleOf(database, workspaces),
    MOST_AT_ONCE,
  );
  return {
    authenticate: (token) => tokens.find(hashAccessToken(token).toString('hex')),
    people: async (workspace) => (await people.find(workspace)) ?? [],
  };
}

async function signedInBy(database: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, SignedIn>> {
  const rows = await database.directory
    .selectFrom('access_token')
    .innerJoin('person', (join) =>
      join
        .onRef('person.workspace_id', '=', 'access_token.workspace_id')
        .onRef('person.person', '=', 'access_token.person'),
    )
    .innerJoin('workspace', 'workspace.id', 'access_token.workspace_id')
    .where('access_token.hash', '=', sql<Buffer>`any(${hashes.map((hash) => Buffer.from(hash, 'hex'))})`)
    .select([
      'access_token.hash',
      'workspace.id as workspace',
      'workspace.name as workspaceName',
      'person.person as id',
      'person.name',
      'person.role',
    ])
    .execute();
  return new Map(
    rows.map(({ hash, workspace, workspaceName, ...person }) => [
      hash.toString('hex'),
      { workspace, workspaceName, person: personSchema.parse(person) },
    ]),
  );
}

async function peopleOf(
  database: Database,
  workspaces: readonly WorkspaceId[],
): Promise<ReadonlyMap<WorkspaceId, readonly Person[]>> {
  const rows = await database.directory
    .selectFrom('person')
    .where('workspace_id', 'in', workspaces)
    .orderBy('person')
    .select(['workspace_id', 'person as id', 'name', 'role'])
    .execute();
  const byWorkspace = Map.groupBy(rows, ({ workspace_id: workspace }) => workspace);
  return new Map(
    [...byWorkspace].map(([workspace, people]) => [workspace, people.map((person) => personSchema.parse(person))]),
  );
}
