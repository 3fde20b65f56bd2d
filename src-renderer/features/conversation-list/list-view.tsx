import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { useText } from '../../text/text-context.ts';
import { ListOption } from './list-option.tsx';
import styles from './list-view.module.css';
import { neighbourOf } from './list-filter.ts';
import type { RowContext } from './row-view.ts';
import { rowsToDraw } from './rows-to-draw.ts';
import { ROW_HEIGHT } from './steady-scroll.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';

/** Where the focus goes to choose a conversation by key. */
export const CONVERSATIONS_ID = 'conversations';
const PAGE_ROWS = 8;
const OVERSCAN_ROWS = 6;

type ListViewProps = {
  readonly conversations: readonly Conversation[];
  readonly selected: ConversationId | null;
  readonly onSelect: (conversation: ConversationId) => void;
  /** Enter: go on into the conversation. */
  readonly onOpen: () => void;
  readonly context: RowContext;
};

/** The list itself: draws the rows in sight, keeps what the eye and the pointer are on in its place. */
export function ListView(props: ListViewProps) {
  const { conversations, selected, onSelect, onOpen, context } = props;
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const idBase = useId();
  const selectedIndex = conversations.findIndex(({ id }) => id === selected);
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => conversations[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    rangeExtractor: (range: Range) => rowsToDraw(range, selectedIndex),
  });
  const pointer = useSteadyScroll(scroller, conversations);
  useRevealSelected(virtualizer, selected, selectedIndex);

  function onKeyDown(event: KeyboardEvent): void {
    const target = targetOfKey(event.key, { conversations, selected });
    if (event.key === 'Enter' && selected !== null) onOpen();
    else if (target !== undefined && target !== null) onSelect(target);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={scroller}
      id={CONVERSATIONS_ID}
      className={styles['scroller']}
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-activedescendant={selectedIndex === -1 ? undefined : `${idBase}${selected}`}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <div className={styles['space']} role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const conversation = conversations[index];
          return conversation === undefined ? null : (
            <ListOption
              key={conversation.id}
              id={`${idBase}${conversation.id}`}
              conversation={conversation}
              place={index + 1}
              count={conversations.length}
              top={start}
              isSelected={conversation.id === selected}
              onSelect={onSelect}
              context={context}
            />
          );
        })}
      </div>
    </div>
  );
}

type Position = {
  readonly conversations: readonly Conversation[];
  readonly selected: ConversationId | null;
};

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
};

function targetOfKey(key: string, { conversations, selected }: Position): ConversationId | null | undefined {
  if (key === 'Home') return conversations.at(0)?.id;
  if (key === 'End') return conversations.at(-1)?.id;
  const steps = STEPS[key];
  return steps === undefined ? undefined : neighbourOf(conversations, selected, steps);
}

type Revealing = { readonly scrollToIndex: (index: number) => void };

/** Brings the selected row into sight when another was selected; a row that merely moved is left alone. */
function useRevealSelected(list: Revealing, selected: ConversationId | null, index: number): void {
  const latest = useRef({ list, index });
  useEffect(() => {
    latest.current = { list, index };
  });
  useEffect(() => {
    if (selected !== null && latest.current.index !== -1) latest.current.list.scrollToIndex(latest.current.index);
  }, [selected]);
}
