import type { ReactNode } from 'react';
import { LIST_WIDTH, setListWidth, toggleContextColumn, useListWidth } from '../stores/layout-store.ts';
import { useSelectedConversation } from '../stores/selection-store.ts';
import { useText } from '../text/text-context.ts';
import { BackButton } from '../ui/back-button.tsx';
import { ColumnSeparator } from '../ui/column-separator.tsx';
import styles from './window-layout.module.css';

type WindowLayoutProps = {
  readonly rail: ReactNode;
  readonly banner: ReactNode;
  readonly list: ReactNode;
  readonly thread: ReactNode;
  /** Null where it is hidden. */
  readonly context: ReactNode | null;
};

/** Four columns, and a strip above the last three. Where there is room for one, the one that was opened last is seen. */
export function WindowLayout({ rail, banner, list, thread, context }: WindowLayoutProps) {
  const { t } = useText();
  const width = useListWidth();
  const isOpen = useSelectedConversation() !== null;
  return (
    <div className={styles['window']}>
      {rail}
      <div className={styles['work']}>
        {banner}
        <div className={styles['columns']} data-open={isOpen || undefined}>
          <section className={styles['list']} aria-label={t('list.region')} style={{ inlineSize: width }}>
            {list}
            <ColumnSeparator
              label={t('layout.list-width')}
              value={width}
              least={LIST_WIDTH.least}
              most={LIST_WIDTH.most}
              onChange={setListWidth}
              onReset={() => setListWidth(LIST_WIDTH.usual)}
            />
          </section>
          <div className={styles['thread']}>{thread}</div>
          {context !== null && (
            <div className={styles['context']}>
              {isOpen && <BackToThread />}
              {context}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** The way back from the contact, where it stands alone. */
function BackToThread() {
  const { t } = useText();
  return (
    <div className={styles['back']}>
      <BackButton label={t('layout.back-to-conversation')} onPress={() => toggleContextColumn('single')} />
    </div>
  );
}
