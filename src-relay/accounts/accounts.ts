import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import { personSchema, type Person } from '../../src-shared/domain/person.ts';
import type { Database } from '../db/database.ts';
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

/** Accounts on the relay's database. */
export function openAccounts(database: Database): Accounts {
  return {
    authenticate: (token) => authenticate(database, token),
    people: (workspace) => peopleOf(database, workspace),
  };
}

async function authenticate(database: Database, token: string): Promise<SignedIn | undefined> {
  const row = await database.directory
    .selectFrom('access_token')
    .innerJoin('person', (join) =>
      join
        .onRef('person.workspace_id', '=', 'access_token.workspace_id')
        .onRef('person.person', '=', 'access_token.person'),
    )
    .innerJoin('workspace', 'workspace.id', 'access_token.workspace_id')
    .where('access_token.hash', '=', hashAccessToken(token))
    .select([
      'workspace.id as workspace',
      'workspace.name as workspaceName',
      'person.person as id',
      'person.name',
      'person.role',
    ])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { workspace, workspaceName } = row;
  return { workspace, workspaceName, person: personSchema.parse(row) };
}

async function peopleOf(database: Database, workspace: WorkspaceId): Promise<readonly Person[]> {
  return database
    .forWorkspace(workspace)
    .reading((tables) =>
      tables
        .selectFrom('person')
        .where('workspace_id', '=', workspace)
        .orderBy('person')
        .select(['person as id', 'name', 'role'])
        .execute(),
    );
}
