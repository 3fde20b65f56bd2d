import type { MessageKey } from '../../text/message-key.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './key-list.module.css';

type KeyLine = { readonly keys: readonly MessageKey[]; readonly does: MessageKey };

const LINES: readonly KeyLine[] = [
  { keys: ['keys.next', 'keys.down'], does: 'keys.does.next' },
  { keys: ['keys.previous', 'keys.up'], does: 'keys.does.previous' },
  { keys: ['keys.enter'], does: 'keys.does.open' },
  { keys: ['keys.reply'], does: 'keys.does.reply' },
  { keys: ['keys.enter', 'keys.control-enter'], does: 'keys.does.send' },
  { keys: ['keys.shift-enter'], does: 'keys.does.line' },
  { keys: ['keys.hand-over'], does: 'keys.does.hand-over' },
  { keys: ['keys.toggle-context'], does: 'keys.does.context' },
  { keys: ['keys.escape'], does: 'keys.does.back' },
  { keys: ['keys.help'], does: 'keys.does.help' },
];

type KeyListProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** Every key and what it does. */
export function KeyList({ isOpen, onOpenChange }: KeyListProps) {
  const { t } = useText();
  return (
    <Dialog title={t('keys.title')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <dl className={styles['lines']}>
        {LINES.map(({ keys, does }) => (
          <div key={does} className={styles['line']}>
            <dt>{t(does)}</dt>
            <dd className={styles['keys']}>
              {keys.map((key) => (
                <Kbd key={key} keys={t(key)} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <DialogActions>
        <Button slot="close">{t('dialog.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
