import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '../../../src-shared/domain/message.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { failureReason } from './failure-reason.ts';
import styles from './message-failure.module.css';
import { canSendAgain } from './message-outcome.ts';

type MessageFailureProps = {
  readonly message: Message;
  readonly onEditText: (text: string) => void;
  readonly onSendAgain: (message: Message) => void;
};

/** Why a message failed, and what a person can do. */
export function MessageFailure({ message, onEditText, onSendAgain }: MessageFailureProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const { text } = message;
  return (
    <div className={styles['failure']}>
      <p className={styles['reason']}>
        <CircleAlert size={14} strokeWidth={2} aria-hidden />
        <span>{t(failureReason(message.failureCode))}</span>
      </p>
      <span className={styles['actions']}>
        {canSendAgain(message) && (
          <Button look="quiet" size="small" onPress={() => onSendAgain(message)}>
            {t('message.send-again')}
          </Button>
        )}
        {text !== null && (
          <Button look="quiet" size="small" onPress={() => onEditText(text)}>
            {t('message.write-again')}
          </Button>
        )}
        <Button look="quiet" size="small" onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'message.hide-code' : 'message.show-code')}
        </Button>
      </span>
      {isOpen && (
        <p className={styles['code']}>
          {message.failureCode === null
            ? t('message.no-code')
            : t('message.code', { code: String(message.failureCode) })}
        </p>
      )}
    </div>
  );
}
