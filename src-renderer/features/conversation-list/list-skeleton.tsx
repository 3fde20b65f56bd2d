import { useText } from '../../text/text-context.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './list-skeleton.module.css';

const WIDTHS = [48, 62, 40, 55, 68, 44, 58] as const;

/** Rows to come. */
export function ListSkeleton() {
  const { t } = useText();
  return (
    <div className={styles['rows']} role="status" aria-label={t('list.loading')}>
      {WIDTHS.map((width) => (
        <div key={width} className={styles['row']}>
          <Skeleton width={0} shape="circle" />
          <div className={styles['lines']}>
            <Skeleton width={width} />
            <Skeleton width={width + 24} />
          </div>
        </div>
      ))}
    </div>
  );
}
