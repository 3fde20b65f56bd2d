import { useMemo, type ReactNode } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ThreadItem } from '../../queries/thread-items.ts';
import { dayNumber } from '../../text/day-distance.ts';
import { useText } from '../../text/text-context.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { MessageList } from './message-list.tsx';
import type { OlderState } from './older-edge.tsx';
import styles from './thread-column.module.css';
import { ThreadHeader } from './thread-header.tsx';
import type { ThreadRowContext } from './thread-row.tsx';
import { threadRows } from './thread-rows.ts';
import { ThreadSkeleton } from './thread-skeleton.tsx';

const MINUTE_MS = 60_000;

export type ThreadColumnProps = Omit<ThreadRowContext, 'now' | 'contact'> & {
  readonly conversation: Conversation;
  /** Null while they are being read. */
  readonly items: readonly ThreadItem[] | null;
  readonly older: OlderState;
  readonly onLoadOlder: () => void;
  readonly onAtEnd: (isAtEnd: boolean) => void;
  /** Back to the list, where the conversation stands in its place. */
  readonly onBack: () => void;
  readonly isContextShown: boolean;
  readonly onHandOver: () => void;
  readonly onToggleContext: () => void;
  readonly composer: ReactNode;
};

/** An open conversation: header, messages, composer. */
export function ThreadColumn(props: ThreadColumnProps) {
  const { conversation, items, composer, older, onLoadOlder, onAtEnd } = props;
  const { t, timeZone } = useText();
  const now = useNow(MINUTE_MS);
  const rows = useMemo(() => items && threadRows(items, (at) => dayNumber(at, timeZone)), [items, timeZone]);
  const { name, phone } = conversation;
  const contact = useMemo(() => ({ name, phone }), [name, phone]);
  return (
    <main className={styles['column']} aria-label={t('thread.region')}>
      <ThreadHeader {...props} now={now} />
      {rows === null ? (
        <ThreadSkeleton />
      ) : (
        <MessageList
          rows={rows}
          context={{ ...props, now, contact }}
          older={older}
          onLoadOlder={onLoadOlder}
          onAtEnd={onAtEnd}
        />
      )}
      {composer}
    </main>
  );
}
