import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import styles from './popover.module.css';
import type { TooltipSide } from './tooltip.tsx';

type PopoverProps = {
  readonly children: ReactNode;
  readonly label: string;
  readonly side: TooltipSide;
};

/** A small panel beside its trigger, in a DialogTrigger. */
export function Popover({ children, label, side }: PopoverProps) {
  return (
    <AriaPopover className={styles['popover'] ?? ''} placement={side} offset={8}>
      <AriaDialog className={styles['panel'] ?? ''} aria-label={label}>
        {children}
      </AriaDialog>
    </AriaPopover>
  );
}
