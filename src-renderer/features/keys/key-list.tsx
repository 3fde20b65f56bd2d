import type { Action, ActionGroup } from '../../actions/action.ts';
import { ACTIONS } from '../../actions/action-table.ts';
import { isSingleKey, type Chord } from '../../actions/keystroke.ts';
import { PLACE_KEYS } from '../../actions/place-keys.ts';
import { useKeyCaps } from '../../actions/use-key-caps.ts';
import { useKeyboard } from '../../stores/keyboard-store.ts';
import type { MessageKey } from '../../text/message-key.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './key-list.module.css';

/** In an order that fills two columns alike. */
const GROUPS = [
  { group: 'conversations', heading: 'keys.group.conversations' },
  { group: 'view', heading: 'keys.group.view' },
  { group: 'conversation', heading: 'keys.group.conversation' },
  { group: 'window', heading: 'keys.group.window' },
] as const satisfies readonly { group: ActionGroup; heading: MessageKey }[];

type KeyListProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Letters and signs by themselves are to act, or not. */
  readonly onSingleKeys: (singleKeys: boolean) => void;
};

/** Every key and what it does. */
export function KeyList({ isOpen, onOpenChange, onSingleKeys }: KeyListProps) {
  const { t } = useText();
  const { singleKeys } = useKeyboard();
  return (
    <Dialog title={t('keys.title')} isOpen={isOpen} onOpenChange={onOpenChange} size="wide">
      <div className={styles['groups']}>
        {GROUPS.map(({ group, heading }) => (
          <KeyGroup key={group} group={group} heading={t(heading)} />
        ))}
      </div>
      <DialogActions>
        <Switch isOn={singleKeys} onChange={onSingleKeys}>
          {t('keys.single')}
        </Switch>
        <Button slot="close">{t('dialog.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

type KeyGroupProps = { readonly group: ActionGroup; readonly heading: string };

function KeyGroup({ group, heading }: KeyGroupProps) {
  const { t } = useText();
  const { singleKeys } = useKeyboard();
  const caps = useKeyCaps();
  const actions: readonly Action[] = ACTIONS;
  const isShown = (chord: Chord) => singleKeys || !isSingleKey(chord);
  const lines = [...actions, ...PLACE_KEYS]
    .filter((line) => line.group === group)
    .map(({ words, keys }) => ({ words, keys: keys.filter(isShown) }))
    .filter(({ keys }) => keys.length > 0);
  if (lines.length === 0) return null;
  return (
    <section className={styles['group']}>
      <h3 className={styles['heading']}>{heading}</h3>
      <dl className={styles['lines']}>
        {lines.map(({ words, keys }) => (
          <div key={words} className={styles['line']}>
            <dt>{t(words)}</dt>
            <dd className={styles['keys']}>
              {keys.map((chord) => (
                <Kbd key={caps(chord)} keys={caps(chord)} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
