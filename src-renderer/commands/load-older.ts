import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { expectReply } from './expect-reply.ts';

export type OlderOutcome =
  | { readonly state: 'loaded'; readonly hasMore: boolean }
  | { readonly state: 'offline'; readonly hasMore: true };

/**
 * Brings older messages into the open thread of `conversation`, from this device or from the relay. They appear through
 * `useThread`; the answer only says whether there may be more.
 */
export async function loadOlder(of: { conversation: ConversationId }): Promise<OlderOutcome> {
  const reply = await expectReply({ call: 'load_older', conversation: of.conversation });
  if (reply.outcome === 'offline') return { state: 'offline', hasMore: true };
  return { state: 'loaded', hasMore: reply.outcome === 'older' && reply.hasMore };
}
