import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { OrderedRows } from '../../queries/row-order.ts';
import { useText } from '../../text/text-context.ts';
import { ListOption } from './list-option.tsx';
import styles from './list-view.module.css';
import { neighbourOf } from './list-filter.ts';
import type { RowContext } from './row-view.ts';
import { rowsToDraw } from './rows-to-draw.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';

/** Where the focus goes to choose a conversation by key. */
export const CONVERSATIONS_ID = 'conversations';
const PAGE_ROWS = 8;
const OVERSCAN_ROWS = 6;

type ListViewProps = {
  readonly rows: OrderedRows;
  /** -1 = none of them is selected. */
  readonly selectedIndex: number;
  readonly onSelect: (conversation: ConversationId) => void;
  /** Enter: go on into the conversation. */
  readonly onOpen: () => void;
  readonly context: RowContext;
  /** Pixels; for another one mount the list anew. */
  readonly rowHeight: number;
};

/** The list itself: draws the rows in sight, keeps what the eye and the pointer are on in its place. */
export function ListView(props: ListViewProps) {
  const { rows, selectedIndex, onSelect, onOpen, context, rowHeight } = props;
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const idBase = useId();
  const selected = rows[selectedIndex]?.id ?? null;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    rangeExtractor: (range: Range) => rowsToDraw(range, selectedIndex),
  });
  const pointer = useSteadyScroll(scroller, rows, rowHeight);
  useRevealSelected(virtualizer, selected, selectedIndex);

  function onKeyDown(event: KeyboardEvent): void {
    const target = targetOfKey(event.key, { rows, selectedIndex });
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
          const conversation = rows[index];
          return conversation === undefined ? null : (
            <ListOption
              key={conversation.id}
              id={`${idBase}${conversation.id}`}
              conversation={conversation}
              place={index + 1}
              count={rows.length}
              top={start}
              isSelected={index === selectedIndex}
              onSelect={onSelect}
              context={context}
            />
          );
        })}
      </div>
    </div>
  );
}

type Position = Pick<ListViewProps, 'rows' | 'selectedIndex'>;

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
};

function targetOfKey(key: string, { rows, selectedIndex }: Position): ConversationId | null | undefined {
  if (key === 'Home') return rows.at(0)?.id;
  if (key === 'End') return rows.at(-1)?.id;
  const steps = STEPS[key];
  return steps === undefined ? undefined : neighbourOf(rows, rows[selectedIndex], steps);
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
