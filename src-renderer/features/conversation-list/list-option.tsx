import { memo } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import styles from './list-option.module.css';
import { ListRow } from './list-row.tsx';
import { rowView, type RowContext } from './row-view.ts';

type ListOptionProps = {
  readonly id: string;
  readonly conversation: Conversation;
  /** From 1. */
  readonly place: number;
  readonly count: number;
  /** Pixels from the list's beginning. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly onSelect: (conversation: ConversationId) => void;
  readonly context: RowContext;
};

/** One conversation of the list; drawn again only when something of it changed. */
export const ListOption = memo(function ListOption(props: ListOptionProps) {
  const { id, conversation, place, count, top, isSelected, onSelect, context } = props;
  const view = rowView(conversation, context);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the listbox takes the keys
    <div
      id={id}
      className={styles['option']}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={place}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(conversation.id)}
    >
      <ListRow conversation={conversation} view={view} />
    </div>
  );
});
