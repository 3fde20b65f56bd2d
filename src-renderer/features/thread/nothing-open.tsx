import { MessagesSquare } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './nothing-open.module.css';

/** What stands in the thread's place while no conversation is open. */
export function NothingOpen() {
  const { t } = useText();
  const hints = [
    { keys: t('keys.next'), does: t('keys.does.next') },
    { keys: t('keys.previous'), does: t('keys.does.previous') },
    { keys: t('keys.reply'), does: t('keys.does.reply') },
    { keys: t('keys.help'), does: t('keys.does.help') },
  ];
  return (
    <main className={styles['place']} aria-label={t('thread.region')}>
      <EmptyState icon={MessagesSquare} title={t('thread.nothing.title')} detail={t('thread.nothing.detail')}>
        <ul className={styles['hints']}>
          {hints.map(({ keys, does }) => (
            <li key={keys} className={styles['hint']}>
              <Kbd keys={keys} /> {does}
            </li>
          ))}
        </ul>
      </EmptyState>
    </main>
  );
}
