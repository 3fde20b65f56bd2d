import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

type EmptyStateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly detail: string;
  readonly children?: ReactNode;
};

/** Says why there is nothing here and what to do next. */
export function EmptyState({ icon: Icon, title, detail, children }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <span className={styles['icon']}>
        <Icon size={24} strokeWidth={1.5} aria-hidden />
      </span>
      <h2 className={styles['title']}>{title}</h2>
      <p className={styles['detail']}>{detail}</p>
      {children}
    </div>
  );
}
