import type { Kysely } from 'kysely';

import { workspaceIdSchema, type InboxId, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { DirectoryTables } from '../db/tables.ts';

/** Where an item belongs. */
export type Address = {
  readonly workspaceId: WorkspaceId;
  /** Null for what belongs to no inbox: it is kept, and has no effect. */
  readonly inbox: InboxId | null;
};

/** Keeps what belongs to no workspace. */
export const SYSTEM_WORKSPACE = workspaceIdSchema.parse(0);

const NOWHERE: Address = { workspaceId: SYSTEM_WORKSPACE, inbox: null };

/** Which inbox a business number is. Remembers the numbers it found; one that is not found is asked for each time. */
export class InboxDirectory {
  readonly #directory: Kysely<DirectoryTables>;
  readonly #known = new Map<string, Address>();

  constructor(directory: Kysely<DirectoryTables>) {
    this.#directory = directory;
  }

  /** Without a number, or with one that nobody knows: workspace 0, and no inbox. */
  async find(numberId: string | null): Promise<Address> {
    if (numberId === null) return NOWHERE;
    const known = this.#known.get(numberId);
    if (known !== undefined) return known;
    const found = await this.#directory
      .selectFrom('inbox')
      .select(['workspace_id as workspaceId', 'inbox'])
      .where('provider_number_id', '=', numberId)
      .executeTakeFirst();
    if (found === undefined) return NOWHERE;
    this.#known.set(numberId, found);
    return found;
  }
}
