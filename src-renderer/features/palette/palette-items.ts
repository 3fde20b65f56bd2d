import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { MessageKey } from '../../text/message-key.ts';
import type { ConversationIndex } from './conversation-index.ts';
import { isEmptyQuery, RANK, rankOf, searchable, type Query, type Rank } from './match.ts';

/** An action as the palette offers it. */
export type PaletteAction = {
  readonly id: string;
  readonly words: string;
  /** As printed on the keyboard; null where it has none. */
  readonly keys: string | null;
  readonly run: () => void;
};

export type PaletteItem =
  | { readonly kind: 'action'; readonly key: string; readonly action: PaletteAction }
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation };

export type PaletteGroup = { readonly heading: MessageKey; readonly items: readonly PaletteItem[] };

export type PaletteResults = {
  readonly groups: readonly PaletteGroup[];
  /** Of all that was found, shown or not. */
  readonly total: number;
};

const MOST_FOUND = 40;
const MOST_RECENT = 6;

type Searched = {
  readonly query: Query;
  readonly actions: readonly PaletteAction[];
  readonly index: ConversationIndex;
  /** Newest first. */
  readonly recent: readonly Conversation[];
};

/**
 * What the palette shows: for an empty query the newest conversations and every action, else what was
 * found of both, what fits better first.
 */
export function paletteResults({ query, actions, index, recent }: Searched): PaletteResults {
  if (isEmptyQuery(query)) {
    const newest = recent.slice(0, MOST_RECENT);
    const groups = [
      group('palette.recent', newest.map(conversationItem)),
      group('palette.actions', actions.map(actionItem)),
    ];
    return { groups: groups.filter(isFilled), total: newest.length + actions.length };
  }
  const found = index.search(query, MOST_FOUND);
  const offered = foundActions(actions, query);
  const commands = group(
    'palette.actions',
    offered.map(({ action }) => actionItem(action)),
  );
  const conversations = group('palette.conversations', found.conversations.map(conversationItem));
  // Commands are few: where both fit alike, they hide little of what stands below them.
  const isCommandBest = (offered[0]?.rank ?? RANK.none) >= found.rank;
  const groups = isCommandBest ? [commands, conversations] : [conversations, commands];
  return { groups: groups.filter(isFilled), total: offered.length + found.total };
}

type RankedAction = { readonly action: PaletteAction; readonly rank: Rank };

/** By a word of theirs or by their initials, best first. */
function foundActions(actions: readonly PaletteAction[], query: Query): readonly RankedAction[] {
  return actions
    .map((action) => ({ action, rank: rankOf(searchable({ name: action.words }), query) }))
    .filter(({ rank }) => rank >= RANK.initials)
    .toSorted((left, right) => right.rank - left.rank);
}

function group(heading: MessageKey, items: readonly PaletteItem[]): PaletteGroup {
  return { heading, items };
}

function isFilled({ items }: PaletteGroup): boolean {
  return items.length > 0;
}

function actionItem(action: PaletteAction): PaletteItem {
  return { kind: 'action', key: action.id, action };
}

function conversationItem(conversation: Conversation): PaletteItem {
  return { kind: 'conversation', key: `conversation-${conversation.id}`, conversation };
}
