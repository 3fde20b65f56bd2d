import {
  conversationIdSchema,
  epochSchema,
  inboxIdSchema,
  seqSchema,
  type InboxId,
  type PersonId,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { Person } from '../../src-shared/domain/person.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import { hashAccessToken } from './access-token.ts';

export type NewWorkspace = { readonly id: WorkspaceId; readonly name: string; readonly epoch: string };

/** An empty workspace; false where there is one with this number already, which stays as it is. */
export async function addWorkspace(tables: WorkspaceTransaction, workspace: NewWorkspace): Promise<boolean> {
  const added = await tables
    .insertInto('workspace')
    .values({
      id: workspace.id,
      name: workspace.name,
      epoch: epochSchema.parse(workspace.epoch),
      head: seqSchema.parse(0),
      last_conversation: conversationIdSchema.parse(0),
      last_contact: 0,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export type NewInbox = {
  readonly workspace: WorkspaceId;
  /** Graph's id of the business number. */
  readonly numberId: string;
  /** As people write it. */
  readonly displayNumber: string;
  readonly name: string;
};

/** The workspace's first inbox; false where the number is one already, in this workspace or in another. */
export async function addFirstInbox(tables: WorkspaceTransaction, inbox: NewInbox): Promise<boolean> {
  const added = await tables
    .insertInto('inbox')
    .values({
      workspace_id: inbox.workspace,
      inbox: firstInbox(),
      provider_number_id: inbox.numberId,
      display_phone: `+${inbox.displayNumber.replaceAll(/\D/g, '')}`,
      name: inbox.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** People who are there already stay as they are. */
export async function addPeople(
  tables: WorkspaceTransaction,
  workspace: WorkspaceId,
  people: readonly Person[],
): Promise<void> {
  await tables
    .insertInto('person')
    .values(people.map(({ id, name, role }) => ({ workspace_id: workspace, person: id, name, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type NewToken = { readonly person: PersonId; readonly token: string };

export async function addTokens(
  tables: WorkspaceTransaction,
  workspace: WorkspaceId,
  { tokens, issuedAt }: { readonly tokens: readonly NewToken[]; readonly issuedAt: EpochMs },
): Promise<void> {
  await tables
    .insertInto('access_token')
    .values(
      tokens.map(({ person, token }) => ({
        hash: hashAccessToken(token),
        workspace_id: workspace,
        person,
        issued_at: issuedAt,
      })),
    )
    .execute();
}

function firstInbox(): InboxId {
  return inboxIdSchema.parse(1);
}
