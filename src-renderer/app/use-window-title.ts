import { useEffect } from 'react';
import { unreadCount } from '../../src-shared/domain/conversation.ts';
import { useConversations } from '../queries/use-conversations.ts';
import { useText } from '../text/text-context.ts';

/** Keeps the number of unread conversations in the window's title. */
export function useWindowTitle(): void {
  const { t } = useText();
  const list = useConversations();
  const unread =
    list.state === 'loading' ? 0 : list.rows.filter((conversation) => unreadCount(conversation) > 0).length;
  const title = t('window.title', { unread });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
