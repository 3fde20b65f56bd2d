import { CircleAlert, EyeOff, FileQuestion } from 'lucide-react';
import { memo, useState } from 'react';
import type { Message } from '../../../src-shared/domain/message.ts';
import type { Text } from '../../text/create-text.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { MessageTicks, STATUS_WORDS } from '../../ui/message-ticks.tsx';
import { authorName, contactName, type Colleagues } from '../../ui/names.ts';
import { OriginGlyph } from '../../ui/origin-glyph.tsx';
import { failureReason } from './failure-reason.ts';
import styles from './message-bubble.module.css';
import { isOnlyEmoji } from './only-emoji.ts';

export type Contact = { readonly name: string | null; readonly phone: string | null };

type MessageBubbleProps = {
  readonly message: Message;
  /** The first of consecutive ones of one author. */
  readonly startsGroup: boolean;
  readonly contact: Contact;
  readonly colleagues: Colleagues;
  /** Puts the text of a failed one back into the composer. */
  readonly onEdit: (text: string) => void;
};

/** One message: who said it by side, shape and label; how far it has come; why it failed. Drawn anew only when it changes. */
export const MessageBubble = memo(function MessageBubble({
  message,
  startsGroup,
  contact,
  colleagues,
  onEdit,
}: MessageBubbleProps) {
  const text = useText();
  const { t } = text;
  const isCustomer = message.origin === 'customer';
  const author = isCustomer ? contactName(contact, text) : authorName(message, colleagues, text);
  const time = text.clockTime(message.sentAt);
  const label = message.origin === 'phone' ? t('origin.phone') : author;
  const status = message.status === null ? '' : t(STATUS_WORDS[message.status]);
  return (
    <article
      className={styles['message']}
      data-origin={message.origin}
      data-first={startsGroup || undefined}
      aria-label={[label, wordsOf(message, text), time, status].filter(Boolean).join(', ')}
    >
      {startsGroup && !isCustomer && <AuthorLine origin={message.origin} label={label} />}
      <div className={styles['bubble']}>
        <div className={styles['content']} dir="auto">
          <Body message={message} />
          <span className={styles['meta']}>
            <time title={text.fullTime(message.sentAt)}>{time}</time>
            {message.status !== null && <MessageTicks status={message.status} />}
          </span>
        </div>
      </div>
      {message.status === 'failed' && <Failure message={message} onEdit={onEdit} />}
      {message.status === 'unknown' && <p className={styles['doubt']}>{t('status.unknown.detail')}</p>}
    </article>
  );
});

type AuthorLineProps = { readonly origin: Message['origin']; readonly label: string };

function AuthorLine({ origin, label }: AuthorLineProps) {
  return (
    <span className={styles['author']}>
      {origin !== 'customer' && <OriginGlyph origin={origin} size={13} />}
      <bdi>{label}</bdi>
    </span>
  );
}

function wordsOf(message: Message, { t }: Text): string {
  if (message.kind === 'unsupported') return t('message.unsupported');
  return message.text ?? t('message.hidden');
}

function Body({ message }: { readonly message: Message }) {
  const { t, clockTime } = useText();
  const meta = { 'data-time': clockTime(message.sentAt), 'data-ticks': message.status !== null || undefined };
  if (message.kind === 'unsupported') {
    return (
      <p className={styles['placeholder']} {...meta}>
        <FileQuestion size={16} strokeWidth={1.75} aria-hidden />
        <span>{t('message.unsupported')}</span>
      </p>
    );
  }
  if (message.text === null) {
    return (
      <p className={styles['placeholder']} {...meta}>
        <EyeOff size={16} strokeWidth={1.75} aria-hidden />
        <span>{t('message.hidden')}</span>
      </p>
    );
  }
  return (
    <p className={styles['text']} data-emoji={isOnlyEmoji(message.text) || undefined} {...meta}>
      {message.text}
    </p>
  );
}

type FailureProps = { readonly message: Message; readonly onEdit: (text: string) => void };

function Failure({ message, onEdit }: FailureProps) {
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
        {text !== null && (
          <Button look="quiet" size="small" onPress={() => onEdit(text)}>
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
