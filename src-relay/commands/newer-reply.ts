import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { messageNumberSchema, type PersonId, type Seq } from '../../src-shared/domain/ids.ts';
import type { PostgresLane } from '../log/lane.ts';

const PAGE = 100;

export type Author = { readonly person: PersonId; readonly basedOn: Seq };

/** Whether somebody else has answered the customer since what `author` had seen: the phone, a bot, a colleague. */
export async function hasNewerReply(lane: PostgresLane, conversation: Conversation, author: Author): Promise<boolean> {
  if (conversation.asOf <= author.basedOn) return false;
  for (let below = conversation.lastNumber + 1; below > 1; below -= PAGE) {
    const newer = await messagesAfter(lane, { conversation, below, seq: author.basedOn });
    if (newer.some(({ direction, person }) => direction === 'outbound' && person !== author.person)) {
      return true;
    }
    if (newer.length < PAGE) return false;
  }
  return false;
}

type Range = {
  readonly conversation: Conversation;
  readonly below: number;
  readonly seq: Seq;
};

/** Message numbers rise with `seq`, so the first one that is not newer ends the search. */
async function messagesAfter(lane: PostgresLane, { conversation, below, seq }: Range) {
  const rows = await lane.tables
    .selectFrom('message')
    .where('workspace_id', '=', lane.workspaceId)
    .where('conversation', '=', conversation.id)
    .where('number', '<', messageNumberSchema.parse(below))
    .orderBy('number', 'desc')
    .limit(PAGE)
    .select('state')
    .execute();
  return rows.map(({ state }) => state).filter((message) => message.seq > seq);
}
