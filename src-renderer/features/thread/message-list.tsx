import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import styles from './message-list.module.css';
import { messageLayout } from './message-layout.ts';
import { OlderEdge, type OlderState } from './older-edge.tsx';
import { ThreadRowView, type ThreadRowContext } from './thread-row.tsx';
import type { ThreadRow } from './thread-rows.ts';
import { useEndWatch } from './use-end-watch.ts';
import { useChosenRow, useMessageFocus } from './use-message-focus.ts';
import { useOutcomeNews } from './use-outcome-news.ts';
import { useThreadWishes } from './use-thread-wishes.ts';
import { useToldDoubt } from './use-told-doubt.ts';

/** Where the focus goes when a conversation is opened by key. */
const MESSAGES_ID = 'messages';
const LOAD_OLDER_BELOW_PX = 600;

type MessageListProps = {
  readonly rows: readonly ThreadRow[];
  readonly context: ThreadRowContext;
  readonly older: OlderState;
  readonly onLoadOlder: () => void;
  /** Tells whether the newest message is in sight. */
  readonly onAtEnd: (isAtEnd: boolean) => void;
};

/**
 * The messages, drawn as far as they are in sight and held at the end: new ones follow while the agent is there, and wait
 * below while they read further up. To be mounted anew for each conversation.
 */
export function MessageList({ rows, context, older, onLoadOlder, onAtEnd }: MessageListProps) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const reading = useChosenRow(rows);
  const virtualizer = useVirtualizer(messageLayout({ rows, scroller, kept: reading.index }));
  const { newBelow, look } = useEndWatch({ rows, scroller, scrollToEnd: () => virtualizer.scrollToEnd(), onAtEnd });

  useLayoutEffect(() => {
    virtualizer.scrollToEnd();
  }, [virtualizer]);
  const lookForOlder = useOlderInTime({ scroller, older, onLoadOlder });
  useMessageFocus({ ...reading, rows, scroller, reveal: (index) => virtualizer.scrollToIndex(index) });
  const doubtListeners = useToldDoubt(rows, context.now);
  useOutcomeNews(rows, context.now);
  useThreadWishes({ scroller, scrollToEnd: () => virtualizer.scrollToEnd(), onLoadOlder });

  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        id={MESSAGES_ID}
        className={styles['scroller']}
        role="log"
        aria-live="off"
        aria-label={t('thread.messages')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        {...doubtListeners}
        onScroll={() => {
          look();
          lookForOlder();
        }}
      >
        <div ref={virtualizer.containerRef} className={styles['space']}>
          <OlderEdge older={older} onLoadOlder={onLoadOlder} />
          <DrawnRows
            rows={rows}
            context={context}
            drawn={virtualizer.getVirtualItems()}
            measure={virtualizer.measureElement}
          />
        </div>
      </div>
      {newBelow > 0 && <NewBelow count={newBelow} onPress={() => virtualizer.scrollToEnd()} />}
    </div>
  );
}

type OlderInTime = Pick<MessageListProps, 'older' | 'onLoadOlder'> & {
  readonly scroller: RefObject<HTMLElement | null>;
};

/** Asks for older messages before the beginning of those that are here comes into sight; the result is to be called after each scroll. */
function useOlderInTime({ scroller, older, onLoadOlder }: OlderInTime): () => void {
  function lookForOlder(): void {
    if (older === 'more' && (scroller.current?.scrollTop ?? 0) < LOAD_OLDER_BELOW_PX) onLoadOlder();
  }
  useEffect(lookForOlder);
  return lookForOlder;
}

type DrawnRowsProps = {
  readonly rows: readonly ThreadRow[];
  readonly context: ThreadRowContext;
  readonly drawn: readonly VirtualItem[];
  readonly measure: (element: Element | null) => void;
};

function DrawnRows({ rows, context, drawn, measure }: DrawnRowsProps) {
  return drawn.map(({ index, key }) => {
    const row = rows[index];
    return row === undefined ? null : (
      <div key={key} ref={measure} className={styles['row']} data-index={index}>
        <ThreadRowView row={row} context={context} />
      </div>
    );
  });
}

type NewBelowProps = { readonly count: number; readonly onPress: () => void };

function NewBelow({ count, onPress }: NewBelowProps) {
  const { t } = useText();
  return (
    <div className={styles['pill']}>
      <Button look="primary" size="small" onPress={onPress}>
        <ArrowDown size={14} strokeWidth={2} aria-hidden />
        {t('thread.new-below', { count })}
      </Button>
    </div>
  );
}
