import { Check, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import styles from './choice-menu.module.css';
import { IconButton } from './icon-button.tsx';
import type { TooltipSide } from './tooltip.tsx';

type ChoiceMenuProps = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly side: TooltipSide;
  /** {@link ChoiceGroup}s. */
  readonly children: ReactNode;
};

/** A button that opens a menu in which one of a few is chosen, for each group. */
export function ChoiceMenu({ label, icon, side, children }: ChoiceMenuProps) {
  return (
    <MenuTrigger>
      <IconButton icon={icon} label={label} side={side} size="large" />
      <AriaPopover className={styles['popover'] ?? ''} placement={side} offset={8}>
        <Menu className={styles['menu'] ?? ''} aria-label={label}>
          {children}
        </Menu>
      </AriaPopover>
    </MenuTrigger>
  );
}

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Null keeps its place free. */
  readonly icon: LucideIcon | null;
  /** BCP 47, where the label is not in the language of the window. */
  readonly lang?: string;
};

type ChoiceGroupProps<Value extends string> = {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
};

/** A few of which one is always chosen. */
export function ChoiceGroup<Value extends string>({ label, choices, chosen, onChoose }: ChoiceGroupProps<Value>) {
  return (
    <MenuSection
      className={styles['group'] ?? ''}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[`${label}/${chosen}`]}
    >
      <Header className={styles['label'] ?? ''}>{label}</Header>
      {choices.map(({ value, label: words, icon: Icon, lang }) => (
        <MenuItem
          key={value}
          id={`${label}/${value}`}
          textValue={words}
          className={styles['item'] ?? ''}
          onAction={() => onChoose(value)}
        >
          <span className={styles['icon']}>{Icon !== null && <Icon size={16} strokeWidth={1.75} aria-hidden />}</span>
          <span className={styles['words']} lang={lang}>
            {words}
          </span>
          {value === chosen && <Check size={14} strokeWidth={2.25} aria-hidden />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
