import { useEffect } from 'react';
import { useConversations } from '../queries/use-conversations.ts';
import { useText } from '../text/text-context.ts';

/** Keeps the number of unread conversations in the window's title. */
export function useWindowTitle(): void {
  const { t } = useText();
  const list = useConversations();
  const unread = list.state === 'loading' ? 0 : list.unread.length;
  const title = t('window.title', { unread });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
