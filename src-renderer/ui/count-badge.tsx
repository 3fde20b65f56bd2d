import styles from './count-badge.module.css';

const MOST = 99;

/** A number in a pill. Decoration: whoever shows it also says it. */
export function CountBadge({ count }: { readonly count: number }) {
  return (
    <span className={styles['badge']} aria-hidden>
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
