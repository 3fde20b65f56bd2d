import type { ReactNode } from 'react';
import styles from './switch.module.css';

type SwitchProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
};

/** Something that is on or off, and its words. */
export function Switch({ isOn, onChange, children }: SwitchProps) {
  return (
    <label className={styles['switch']}>
      <input
        className={styles['box']}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
