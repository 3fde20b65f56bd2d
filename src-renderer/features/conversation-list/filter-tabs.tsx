import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { ListFilter } from '../../stores/selection-store.ts';
import type { MessageKey } from '../../text/message-key.ts';
import { useText } from '../../text/text-context.ts';
import styles from './filter-tabs.module.css';
import type { FilterCounts } from './list-filter.ts';

const FILTERS = ['all', 'unread', 'handoff'] as const satisfies readonly ListFilter[];

const WORDS = {
  all: 'list.filter.all',
  unread: 'list.filter.unread',
  handoff: 'list.filter.handoff',
} as const satisfies Record<ListFilter, MessageKey>;

type FilterTabsProps = {
  readonly filter: ListFilter;
  /** Null while they are not known. */
  readonly counts: FilterCounts | null;
  readonly onChange: (filter: ListFilter) => void;
  /** The list that passes the chosen filter. */
  readonly children: ReactNode;
};

/** Which conversations the list shows. */
export function FilterTabs({ filter, counts, onChange, children }: FilterTabsProps) {
  const { t, number } = useText();
  return (
    <Tabs
      className={styles['area'] ?? ''}
      selectedKey={filter}
      onSelectionChange={(key) => {
        const chosen = FILTERS.find((candidate) => candidate === key);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      <TabList className={styles['tabs'] ?? ''} aria-label={t('list.filter.label')}>
        {FILTERS.map((candidate) => (
          <Tab key={candidate} id={candidate} className={styles['tab'] ?? ''}>
            {t(WORDS[candidate])}
            {counts !== null && <span className={styles['count']}>{number(counts[candidate])}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={filter} className={styles['panel'] ?? ''}>
        {children}
      </TabPanel>
    </Tabs>
  );
}
