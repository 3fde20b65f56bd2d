import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { PostgresLane } from '../log/lane.ts';

export type Recipient = { readonly conversation: ConversationId; readonly contact: number };

/** Whom we sent the provider's message to; undefined for what is not ours. */
export function findRecipient(lane: PostgresLane, providerId: string): Promise<Recipient | undefined> {
  return lane.tables
    .selectFrom('provider_message as p')
    .innerJoin('contact_conversation as l', (join) =>
      join.onRef('l.workspace_id', '=', 'p.workspace_id').onRef('l.conversation', '=', 'p.conversation'),
    )
    .where('p.workspace_id', '=', lane.workspaceId)
    .where('p.provider_id', '=', providerId)
    .where('p.command_id', 'is not', null)
    .select(['l.conversation', 'l.contact'])
    .executeTakeFirst();
}
