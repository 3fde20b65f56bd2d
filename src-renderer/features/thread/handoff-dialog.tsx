import { useState } from 'react';
import { MAX_TEXT_LENGTH } from '../../../src-shared/domain/text-limits.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import styles from './handoff-dialog.module.css';

type HandoffDialogProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onHandOver: (note: string) => void;
};

/** Asks why a person should take over. */
export function HandoffDialog({ isOpen, onOpenChange, onHandOver }: HandoffDialogProps) {
  const { t } = useText();
  return (
    <Dialog title={t('handoff.title')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <p className={styles['detail']}>{t('handoff.detail')}</p>
      <HandoffNote
        onHandOver={(note) => {
          onHandOver(note);
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

function HandoffNote({ onHandOver }: Pick<HandoffDialogProps, 'onHandOver'>) {
  const { t } = useText();
  const [note, setNote] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onHandOver(note.trim());
      }}
    >
      <TextArea
        label={t('handoff.note')}
        placeholder={t('handoff.note.placeholder')}
        value={note}
        onChange={setNote}
        maxLength={MAX_TEXT_LENGTH}
        onSubmit={() => onHandOver(note.trim())}
      />
      <DialogActions>
        <Button slot="close" look="quiet">
          {t('dialog.cancel')}
        </Button>
        <Button look="primary" onPress={() => onHandOver(note.trim())}>
          {t('handoff.do')}
        </Button>
      </DialogActions>
    </form>
  );
}
