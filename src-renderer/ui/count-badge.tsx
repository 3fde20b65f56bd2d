import styles from './count-badge.module.css';

const MOST = 99;

type CountBadgeProps = {
  readonly count: number;
  readonly look: 'strong' | 'quiet';
};

/** A number in a pill; nothing for zero. Decoration: whoever shows it also says it. */
export function CountBadge({ count, look }: CountBadgeProps) {
  if (count === 0) return null;
  return (
    <span className={styles['badge']} data-look={look} aria-hidden>
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
