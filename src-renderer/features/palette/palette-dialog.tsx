import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useText } from '../../text/text-context.ts';
import styles from './palette-dialog.module.css';

type PaletteDialogProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

/** The frame of the palette: one size whatever it shows; its children are there only while it is open. */
export function PaletteDialog({ isOpen, onOpenChange, children }: PaletteDialogProps) {
  const { t } = useText();
  return (
    <ModalOverlay className={styles['overlay'] ?? ''} isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog className={styles['dialog'] ?? ''} aria-label={t('palette.title')}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
