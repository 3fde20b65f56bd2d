import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import styles from './button.module.css';

export type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'small' | 'medium';
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  /** Closes the dialog or popover it stands in. */
  readonly slot?: 'close';
  readonly label?: string;
};

/** A button with words on it. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', size = 'medium', label, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={classNames(styles['button'], styles[look], styles[size])}
    >
      {children}
    </AriaButton>
  );
}
