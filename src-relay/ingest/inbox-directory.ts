import type { Kysely } from 'kysely';

import type { InboxId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { DirectoryTables } from '../db/tables.ts';

export type InboxAddress = { readonly workspaceId: WorkspaceId; readonly inbox: InboxId };

/** Which inbox a business number is. Remembers the numbers it found; one that is not found is asked for each time. */
export class InboxDirectory {
  readonly #directory: Kysely<DirectoryTables>;
  readonly #known = new Map<string, InboxAddress>();

  constructor(directory: Kysely<DirectoryTables>) {
    this.#directory = directory;
  }

  async find(numberId: string): Promise<InboxAddress | undefined> {
    const known = this.#known.get(numberId);
    if (known !== undefined) return known;
    const found = await this.#directory
      .selectFrom('inbox')
      .select(['workspace_id as workspaceId', 'inbox'])
      .where('provider_number_id', '=', numberId)
      .executeTakeFirst();
    if (found !== undefined) this.#known.set(numberId, found);
    return found;
  }
}
