import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { TooltipTrigger } from 'react-aria-components/Tooltip';
import { classNames } from './class-names.ts';
import styles from './button.module.css';
import { Tooltip, TOOLTIP_DELAY_MS } from './tooltip.tsx';

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
  /** The key that does the same, shown in a tooltip. Where it comes and goes, give undefined: the button stays the same. */
  readonly keyHint?: string | undefined;
};

/** A button with words on it. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', size = 'medium', label, keyHint, ...rest } = props;
  const button = (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={classNames(styles['button'], styles[look], styles[size])}
    >
      {children}
    </AriaButton>
  );
  if (!('keyHint' in props)) return button;
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MS} closeDelay={0} isDisabled={keyHint === undefined}>
      {button}
      <Tooltip side="top" keyHint={keyHint}>
        {children}
      </Tooltip>
    </TooltipTrigger>
  );
}
