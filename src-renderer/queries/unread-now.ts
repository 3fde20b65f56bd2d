import { unreadCount } from '../../src-shared/domain/conversation.ts';
import { conversationsStore } from './conversations-store.ts';

/** How many messages nobody has read, as of this moment; null while the list is being read or holds nobody yet. */
export function unreadNow(): number | null {
  const list = conversationsStore.read();
  if (list.state === 'loading' || list.rows.length === 0) return null;
  return list.unread.reduce((sum, row) => sum + unreadCount(row), 0);
}
