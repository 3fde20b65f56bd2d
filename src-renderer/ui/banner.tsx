import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

type BannerProps = {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly icon: LucideIcon;
  readonly title: string;
  readonly detail?: string;
  /** What counts down or up: shown after the detail, not read out at each change. */
  readonly ticking?: string;
  /** Turns the icon while something is under way. */
  readonly isBusy?: boolean;
  readonly actions?: ReactNode;
  /** Between 0 and 1: a line that fills. */
  readonly progress?: number;
};

/** A strip across the window that says what is the matter. To stand in a live region. */
export function Banner(props: BannerProps) {
  const { tone, icon: Icon, title, detail, ticking, isBusy = false, actions, progress } = props;
  return (
    <div className={styles['banner']} data-tone={tone}>
      <span className={styles['icon']} data-busy={isBusy || undefined}>
        <Icon size={16} strokeWidth={2} aria-hidden />
      </span>
      <p className={styles['words']}>
        <strong className={styles['title']}>{title}</strong>
        {detail !== undefined && <span> {detail}</span>}
        {ticking !== undefined && <span aria-live="off"> {ticking}</span>}
      </p>
      {actions !== undefined && <span className={styles['actions']}>{actions}</span>}
      {progress !== undefined && (
        <progress className={styles['progress']} value={progress} max={1} aria-label={title} />
      )}
    </div>
  );
}
