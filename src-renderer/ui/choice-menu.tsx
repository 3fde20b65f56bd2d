import { Check, type LucideIcon } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import styles from './choice-menu.module.css';
import { IconButton } from './icon-button.tsx';
import type { TooltipSide } from './tooltip.tsx';

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon: LucideIcon;
};

type ChoiceMenuProps<Value extends string> = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  readonly side: TooltipSide;
};

/** A button that opens a menu in which one of a few is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon, choices, chosen, onChoose, side } = props;
  return (
    <MenuTrigger>
      <IconButton icon={icon} label={label} side={side} size="large" />
      <AriaPopover className={styles['popover'] ?? ''} placement={side} offset={8}>
        <Menu
          className={styles['menu'] ?? ''}
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onAction={(key) => {
            const choice = choices.find(({ value }) => value === key);
            if (choice !== undefined) onChoose(choice.value);
          }}
        >
          {choices.map(({ value, label: words, icon: Icon }) => (
            <MenuItem key={value} id={value} textValue={words} className={styles['item'] ?? ''}>
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              <span className={styles['words']}>{words}</span>
              {value === chosen && <Check size={14} strokeWidth={2.25} aria-hidden />}
            </MenuItem>
          ))}
        </Menu>
      </AriaPopover>
    </MenuTrigger>
  );
}
