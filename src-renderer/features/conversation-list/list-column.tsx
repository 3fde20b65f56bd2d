import { Inbox, SearchX, Unplug } from 'lucide-react';
import { useMemo } from 'react';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { noRows, type ConversationRows } from '../../queries/conversation-rows.ts';
import { indexOfRow } from '../../queries/row-order.ts';
import { useAppearance } from '../../stores/appearance-store.ts';
import type { ListFilter } from '../../stores/selection-store.ts';
import { useText } from '../../text/text-context.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Colleagues } from '../../ui/names.ts';
import { FilterTabs } from './filter-tabs.tsx';
import styles from './list-column.module.css';
import { filterConversations, filterCounts } from './list-filter.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { ListView } from './list-view.tsx';
import { ROW_HEIGHT } from './row-height.ts';

const MINUTE_MS = 60_000;
const NOTHING = noRows();

export type ListColumnProps = {
  /** Null while they are being read. */
  readonly conversations: ConversationRows | null;
  readonly workspaceName: string | null;
  /** This console has never reached a relay: there is nothing, and nothing is on its way. */
  readonly isUnconnected: boolean;
  readonly selected: ConversationId | null;
  readonly filter: ListFilter;
  readonly colleagues: Colleagues;
  readonly onSelect: (conversation: ConversationId) => void;
  readonly onOpen: () => void;
  readonly onFilter: (filter: ListFilter) => void;
};

/** The column of conversations: whose inbox, filters, the list. */
export function ListColumn(props: ListColumnProps) {
  const { conversations, workspaceName, filter, onFilter } = props;
  const { t } = useText();
  return (
    <div className={styles['column']}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{t('list.title')}</h1>
        <span className={styles['workspace']} dir="auto">
          {workspaceName}
        </span>
      </header>
      <FilterTabs
        filter={filter}
        counts={conversations === null ? null : filterCounts(conversations)}
        onChange={onFilter}
      >
        <ListBody {...props} />
      </FilterTabs>
    </div>
  );
}

function ListBody({ isUnconnected, conversations, filter, selected, colleagues, onSelect, onOpen }: ListColumnProps) {
  const text = useText();
  const now = useNow(MINUTE_MS);
  const rowHeight = ROW_HEIGHT[useAppearance().density];
  const context = useMemo(() => ({ now, text, colleagues }), [now, text, colleagues]);
  const list = conversations ?? NOTHING;
  const shown = useMemo(() => filterConversations(list, { filter, selected }), [list, filter, selected]);
  if (isUnconnected) {
    return (
      <EmptyState icon={Unplug} title={text.t('list.unconnected.title')} detail={text.t('list.unconnected.detail')} />
    );
  }
  if (conversations === null) return <ListSkeleton />;
  if (list.rows.length === 0) {
    return <EmptyState icon={Inbox} title={text.t('list.empty.title')} detail={text.t('list.empty.detail')} />;
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={text.t('list.nothing.title')}
        detail={text.t(filter === 'unread' ? 'list.nothing.unread' : 'list.nothing.handoff')}
      />
    );
  }
  const selectedIndex = indexOfRow(shown, selected === null ? undefined : list.byId.get(selected));
  return (
    <ListView
      key={rowHeight}
      rows={shown}
      selectedIndex={selectedIndex}
      onSelect={onSelect}
      onOpen={onOpen}
      context={context}
      rowHeight={rowHeight}
    />
  );
}
