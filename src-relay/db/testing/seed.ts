import { sql } from 'kysely';

import { inboxIdSchema, workspaceIdSchema, type WorkspaceId } from '../../../src-shared/domain/ids.ts';
import type { Database } from '../database.ts';

/** Makes a workspace with one inbox, number 1. */
export async function seedWorkspace(
  database: Database,
  workspace: { id: number; providerNumberId: string },
): Promise<WorkspaceId> {
  const id = workspaceIdSchema.parse(workspace.id);
  await database.forWorkspace(id).transaction(async (tables) => {
    await sql`insert into workspace (id, name, epoch) values (${id}, ${`Workspace ${id}`}, gen_random_uuid())`.execute(
      tables,
    );
    await tables
      .insertInto('inbox')
      .values({
        workspace_id: id,
        inbox: inboxIdSchema.parse(1),
        provider_number_id: workspace.providerNumberId,
        display_phone: '+442079460100',
        name: 'Shop',
      })
      .execute();
  });
  return id;
}
