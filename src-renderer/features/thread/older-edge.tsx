import { LoaderCircle } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import styles from './older-edge.module.css';

/** What lies above the first message that is here. */
export type OlderState = 'more' | 'loading' | 'offline' | 'none';

type OlderEdgeProps = { readonly older: OlderState; readonly onLoadOlder: () => void };

/** The line above the first message. */
export function OlderEdge({ older, onLoadOlder }: OlderEdgeProps) {
  const { t } = useText();
  return (
    <div className={styles['edge']}>
      {older === 'loading' && (
        <span className={styles['spinner']} role="status">
          <LoaderCircle size={16} strokeWidth={2} aria-hidden />
          {t('thread.older.loading')}
        </span>
      )}
      {older === 'offline' && (
        <>
          {t('thread.older.offline')}
          <Button look="quiet" size="small" onPress={onLoadOlder}>
            {t('thread.older.retry')}
          </Button>
        </>
      )}
      {older === 'none' && t('thread.older.none')}
    </div>
  );
}
