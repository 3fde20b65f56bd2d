import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip } from 'react-aria-components/Tooltip';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

/** How long the pointer rests on a trigger before its tooltip comes. */
export const TOOLTIP_DELAY_MS = 400;

export type TooltipSide = 'top' | 'bottom' | 'start' | 'end';

type TooltipProps = {
  readonly children: ReactNode;
  readonly side: TooltipSide;
  readonly keyHint?: string | undefined;
};

/** Stands beside its trigger in a TooltipTrigger. */
export function Tooltip({ children, side, keyHint }: TooltipProps) {
  return (
    <AriaTooltip className={styles['tooltip'] ?? ''} placement={side} offset={6}>
      {children}
      {keyHint !== undefined && <Kbd keys={keyHint} />}
    </AriaTooltip>
  );
}
