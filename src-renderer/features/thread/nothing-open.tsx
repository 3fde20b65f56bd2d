import { MessagesSquare } from 'lucide-react';
import { useKeyHint } from '../../actions/use-key-caps.ts';
import { useText } from '../../text/text-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './nothing-open.module.css';

/** What stands in the thread's place while no conversation is open. */
export function NothingOpen() {
  const { t } = useText();
  const hints = [
    { keys: useKeyHint('palette'), does: t('action.palette') },
    { keys: useKeyHint('next'), does: t('action.next') },
    { keys: useKeyHint('reply'), does: t('action.reply') },
    { keys: useKeyHint('help'), does: t('action.help') },
  ];
  return (
    <main className={styles['place']} aria-label={t('thread.region')}>
      <EmptyState icon={MessagesSquare} title={t('thread.nothing.title')} detail={t('thread.nothing.detail')}>
        <ul className={styles['hints']}>
          {hints.map(({ keys, does }) =>
            keys === undefined ? null : (
              <li key={does} className={styles['hint']}>
                <Kbd keys={keys} /> {does}
              </li>
            ),
          )}
        </ul>
      </EmptyState>
    </main>
  );
}
