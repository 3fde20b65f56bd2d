import type { ReactNode } from 'react';
import styles from './skip-link.module.css';

type SkipLinkProps = {
  /** The id of the element that takes the focus. */
  readonly target: string;
  readonly children: ReactNode;
};

/** The first stop of Tab, in sight only while it has the focus: past everything that stands before the work. */
export function SkipLink({ target, children }: SkipLinkProps) {
  return (
    <a
      className={styles['link']}
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(target)?.focus();
      }}
    >
      {children}
    </a>
  );
}
