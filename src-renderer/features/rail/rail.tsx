import { Inbox, Keyboard, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKeyHint } from '../../actions/use-key-caps.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useText } from '../../text/text-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';
import { OwnAvatar, type OwnPerson } from './own-avatar.tsx';
import styles from './rail.module.css';

export type RailProps = {
  readonly onInbox: () => void;
  readonly onKeys: () => void;
  /** Null before the first sign-in. */
  readonly person: OwnPerson | null;
  readonly connection: ReactNode;
};

/** The narrow column of places, and below it what is about this console. */
export function Rail({ onInbox, onKeys, person, connection }: RailProps) {
  const { t } = useText();
  return (
    <nav className={styles['rail']} aria-label={t('rail.region')}>
      <IconButton icon={Inbox} label={t('rail.inbox')} side="end" size="large" isCurrent onPress={onInbox} />
      <IconButton
        icon={Search}
        label={t('action.palette')}
        keyHint={useKeyHint('palette')}
        side="end"
        size="large"
        onPress={() => openDialog('palette')}
      />
      <span className={styles['gap']} />
      <IconButton
        icon={Keyboard}
        label={t('rail.keys')}
        keyHint={useKeyHint('help')}
        side="end"
        size="large"
        onPress={onKeys}
      />
      <AppearanceMenu />
      {connection}
      {person !== null && <OwnAvatar person={person} />}
    </nav>
  );
}
