import { unreadCount, type Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { ListFilter } from '../../stores/selection-store.ts';

export type FilterCounts = Readonly<Record<ListFilter, number>>;

const PASSES: Record<ListFilter, (conversation: Conversation) => boolean> = {
  all: () => true,
  unread: (conversation) => unreadCount(conversation) > 0,
  handoff: (conversation) => conversation.handoff !== null,
};

/** How many conversations each filter lets through. */
export function filterCounts(conversations: readonly Conversation[]): FilterCounts {
  let unread = 0;
  let handoff = 0;
  for (const conversation of conversations) {
    if (PASSES.unread(conversation)) unread += 1;
    if (PASSES.handoff(conversation)) handoff += 1;
  }
  return { all: conversations.length, unread, handoff };
}

export type Filtering = { readonly filter: ListFilter; readonly selected: ConversationId | null };

/** Those that pass, in the order given; the selected one stays although it no longer passes, so that it is not lost under the eye. */
export function filterConversations(
  conversations: readonly Conversation[],
  filtering: Filtering,
): readonly Conversation[] {
  const { filter, selected } = filtering;
  if (filter === 'all') return conversations;
  return conversations.filter((conversation) => conversation.id === selected || PASSES[filter](conversation));
}

/** The neighbour `steps` further down (negative = up), kept within the list; the first where nothing is selected yet. */
export function neighbourOf(
  conversations: readonly Conversation[],
  selected: ConversationId | null,
  steps: number,
): ConversationId | null {
  const index = conversations.findIndex(({ id }) => id === selected);
  if (index === -1) return conversations.at(0)?.id ?? null;
  const target = Math.min(conversations.length - 1, Math.max(0, index + steps));
  return conversations[target]?.id ?? null;
}
