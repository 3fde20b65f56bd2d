import { unreadCount } from '../../src-shared/domain/conversation.ts';
import { conversationsStore } from './conversations-store.ts';

/** How many messages nobody has read, as of this moment; null while the list is being read. */
export function unreadNow(): number | null {
  const list = conversationsStore.read();
  return list.state === 'loading' ? null : list.unread.reduce((sum, row) => sum + unreadCount(row), 0);
}
