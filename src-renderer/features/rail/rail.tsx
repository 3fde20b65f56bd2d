import { Inbox, Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Theme } from '../../stores/theme-store.ts';
import { useText } from '../../text/text-context.ts';
import { ChoiceMenu } from '../../ui/choice-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { OwnAvatar, type OwnPerson } from './own-avatar.tsx';
import styles from './rail.module.css';

export type RailProps = {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onInbox: () => void;
  readonly onKeys: () => void;
  /** Null before the first sign-in. */
  readonly person: OwnPerson | null;
  readonly connection: ReactNode;
};

const THEME_ICON = { system: Monitor, light: Sun, dark: Moon } as const;

/** The narrow column of places, and below it what is about this console. */
export function Rail({ theme, onTheme, onInbox, onKeys, person, connection }: RailProps) {
  const { t } = useText();
  const choices = [
    { value: 'system', label: t('theme.system'), icon: Monitor },
    { value: 'light', label: t('theme.light'), icon: Sun },
    { value: 'dark', label: t('theme.dark'), icon: Moon },
  ] as const;
  return (
    <nav className={styles['rail']} aria-label={t('rail.region')}>
      <IconButton icon={Inbox} label={t('rail.inbox')} side="end" size="large" isCurrent onPress={onInbox} />
      <span className={styles['gap']} />
      <IconButton
        icon={Keyboard}
        label={t('rail.keys')}
        keyHint={t('keys.help')}
        side="end"
        size="large"
        onPress={onKeys}
      />
      <ChoiceMenu
        label={t('theme.label')}
        icon={THEME_ICON[theme]}
        choices={choices}
        chosen={theme}
        onChoose={onTheme}
        side="end"
      />
      {connection}
      {person !== null && <OwnAvatar person={person} />}
    </nav>
  );
}
