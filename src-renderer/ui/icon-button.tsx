import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { TooltipTrigger } from 'react-aria-components/Tooltip';
import styles from './icon-button.module.css';
import { Tooltip, TOOLTIP_DELAY_MS, type TooltipSide } from './tooltip.tsx';

export type IconButtonProps = {
  readonly icon: LucideIcon;
  /** Its accessible name and its tooltip. */
  readonly label: string;
  readonly onPress?: () => void;
  /** The key that does the same, shown in the tooltip. */
  readonly keyHint?: string | undefined;
  readonly side?: TooltipSide;
  readonly size?: 'small' | 'medium' | 'large';
  readonly isCurrent?: boolean;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
};

/** A button with a picture on it, whose words are in its name and tooltip. */
export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, side = 'bottom', size = 'medium', isDisabled = false, onPress = doNothing } = props;
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MS} closeDelay={0}>
      <AriaButton
        aria-label={label}
        {...stateOf(props)}
        onPress={onPress}
        isDisabled={isDisabled}
        className={styles['button'] ?? ''}
        data-size={size}
      >
        <Icon size={size === 'small' ? 14 : 18} strokeWidth={1.75} aria-hidden />
      </AriaButton>
      <Tooltip side={side} keyHint={props.keyHint}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

function doNothing(): void {}

function stateOf({ isCurrent, isPressed }: IconButtonProps) {
  if (isPressed !== undefined) return { 'aria-pressed': isPressed };
  return isCurrent === true ? { 'aria-current': 'page' as const } : {};
}
