import { useText } from '../../text/text-context.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './thread-skeleton.module.css';

const BUBBLES = [
  { width: 42, side: 'start' },
  { width: 30, side: 'start' },
  { width: 48, side: 'end' },
  { width: 36, side: 'start' },
  { width: 40, side: 'end' },
] as const;

/** Messages to come. */
export function ThreadSkeleton() {
  const { t } = useText();
  return (
    <div className={styles['bubbles']} role="status" aria-label={t('thread.loading')}>
      {BUBBLES.map(({ width, side }) => (
        <div key={width} className={styles['row']} data-side={side}>
          <Skeleton width={width} shape="bubble" />
        </div>
      ))}
    </div>
  );
}
