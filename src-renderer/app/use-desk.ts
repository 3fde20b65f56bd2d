import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Desk, ListStep } from '../actions/action.ts';
import { filterConversations, neighbourOf, nextUnread } from '../features/conversation-list/list-filter.ts';
import { noRows } from '../queries/conversation-rows.ts';
import { useConversation } from '../queries/use-conversation.ts';
import { useConversations } from '../queries/use-conversations.ts';
import { useSyncStatus } from '../queries/use-sync-status.ts';
import { useAppearance } from '../stores/appearance-store.ts';
import { useDoubt } from '../stores/doubt-store.ts';
import { selectConversation, useListFilter, useSelectedConversation } from '../stores/selection-store.ts';
import { goToRegion } from './regions.tsx';

/** What only the window itself can do. */
export type DeskVerbs = Pick<Desk, 'toggleContext' | 'goBack' | 'retryConnection'> & {
  readonly copy: (text: string) => void;
  readonly sendAgain: (retry: { conversation: Conversation; message: Message }) => void;
  readonly leave: (message: Message) => void;
};

/** What actions see of this window and ask of it. */
export function useDesk({ copy, sendAgain, leave, ...verbs }: DeskVerbs): Desk {
  const all = useConversations();
  const filter = useListFilter();
  const selected = useSelectedConversation();
  const conversation = useConversation(selected);
  const appearance = useAppearance();
  const { link } = useSyncStatus();
  const doubt = useDoubt();
  const list = all.state === 'loading' ? noRows() : all;

  function targetOf(step: ListStep): ConversationId | null {
    const shown = filterConversations(list, { filter, selected });
    switch (step) {
      case 'next':
        return neighbourOf(shown, conversation, 1);
      case 'previous':
        return neighbourOf(shown, conversation, -1);
      case 'first':
        return shown.at(0)?.id ?? null;
      case 'last':
        return shown.at(-1)?.id ?? null;
      case 'next_unread':
        return nextUnread(list, conversation);
    }
  }
  return {
    ...verbs,
    conversation: conversation ?? null,
    hasConversations: list.rows.length > 0,
    hasUnread: nextUnread(list, conversation) !== null,
    filter,
    isOffline: link?.state === 'offline',
    appearance,
    doubt,
    selectInList: (step) => {
      const target = targetOf(step);
      if (target !== null) selectConversation(target);
    },
    goToRegion,
    sendAgain: () => {
      if (doubt !== null && conversation?.id === doubt.conversation) sendAgain({ conversation, message: doubt });
    },
    leaveIt: () => {
      if (doubt !== null) leave(doubt);
    },
    copyPhone: () => {
      const phone = conversation?.phone ?? null;
      if (phone !== null) copy(phone);
    },
  };
}
