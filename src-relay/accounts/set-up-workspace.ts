import { z } from 'zod';

import { personIdSchema, workspaceIdSchema, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Person } from '../../src-shared/domain/person.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { Database } from '../db/database.ts';
import { makeAccessToken } from './access-token.ts';
import { giveSetupCodeBack, takeSetupCode } from './setup-codes.ts';
import { addFirstInbox, addPeople, addTokens, addWorkspace } from './workspace-rows.ts';

const MAX_NAME = 100;

const nameSchema = z.string().trim().min(1).max(MAX_NAME);

/** Body of `POST /v1/setup`. */
export const setupRequestSchema = z.strictObject({
  code: z.string().min(1).max(MAX_NAME),
  workspaceName: nameSchema,
  adminName: nameSchema,
  number: z.strictObject({
    /** Graph's id of the business number. */
    id: z.string().regex(/^\d{1,32}$/),
    /** With its country code, as people write it. */
    displayPhone: z.string().regex(/^\+[\d\s().-]{6,30}$/),
    /** Of the inbox. */
    name: nameSchema,
  }),
});
export type SetupRequest = z.infer<typeof setupRequestSchema>;

export type SetUp =
  | { readonly kind: 'made'; readonly workspace: WorkspaceId; readonly admin: Person; readonly token: string }
  /** The code is wrong, too old or used: which of them is nobody's business. */
  | { readonly kind: 'code_refused' }
  /** The number is an inbox already; the code can be used again. */
  | { readonly kind: 'number_taken' };

export type SetupSurroundings = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly makeEpoch: () => string;
};

/**
 * Makes a workspace with its inbox and its first admin, whose access token is told this once. The code is used up
 * before: a crash in between costs the code, and never makes two workspaces.
 */
export async function setUpWorkspace(
  database: Database,
  request: SetupRequest,
  surroundings: SetupSurroundings,
): Promise<SetUp> {
  if (!(await takeSetupCode(database, request.code, surroundings.clock))) return { kind: 'code_refused' };
  try {
    const made = await makeWorkspace(database, request, surroundings);
    if (made.kind !== 'made') await giveSetupCodeBack(database, request.code);
    return made;
  } catch (error) {
    await giveSetupCodeBack(database, request.code);
    throw error;
  }
}

async function makeWorkspace(
  database: Database,
  request: SetupRequest,
  surroundings: SetupSurroundings,
): Promise<SetUp> {
  for (;;) {
    const workspace = await nextWorkspace(database);
    const made = await tryWorkspace(database, request, { ...surroundings, workspace });
    if (made !== undefined) return made;
  }
}

class NumberTakenError extends Error {
  override readonly name = 'NumberTakenError';
}

type Place = SetupSurroundings & { readonly workspace: WorkspaceId };

/** Undefined where somebody else has taken that workspace number meanwhile. */
async function tryWorkspace(database: Database, request: SetupRequest, place: Place): Promise<SetUp | undefined> {
  const { workspace, clock, random, makeEpoch } = place;
  const { workspaceName, adminName, number } = request;
  const admin: Person = { id: personIdSchema.parse(1), name: adminName, role: 'admin' };
  const token = makeAccessToken(random);
  try {
    return await database.forWorkspace(workspace).transaction(async (tables) => {
      const isNew = await addWorkspace(tables, { id: workspace, name: workspaceName, epoch: makeEpoch() });
      if (!isNew) return undefined;
      const inbox = { workspace, numberId: number.id, displayNumber: number.displayPhone, name: number.name };
      if (!(await addFirstInbox(tables, inbox))) throw new NumberTakenError();
      await addPeople(tables, workspace, [admin]);
      await addTokens(tables, workspace, { tokens: [{ person: admin.id, token }], issuedAt: clock.now() });
      return { kind: 'made', workspace, admin, token };
    });
  } catch (error) {
    if (error instanceof NumberTakenError) return { kind: 'number_taken' };
    throw error;
  }
}

/** One more than the newest; workspace 0 is the system's. */
export async function nextWorkspace(database: Database): Promise<WorkspaceId> {
  const newest = await database.directory
    .selectFrom('workspace')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return workspaceIdSchema.parse((newest?.id ?? 0) + 1);
}
