import { EyeOff, FileQuestion } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { MessageStatus } from '../../../src-shared/domain/message-status.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import type { Text } from '../../text/create-text.ts';
import { useText } from '../../text/text-context.ts';
import { MessageTicks, STATUS_WORDS } from '../../ui/message-ticks.tsx';
import { authorName, contactName, type Colleagues } from '../../ui/names.ts';
import { OriginGlyph } from '../../ui/origin-glyph.tsx';
import styles from './message-bubble.module.css';
import { isOnlyEmoji } from './only-emoji.ts';

export type Contact = { readonly name: string | null; readonly phone: string | null };

type MessageBubbleProps = {
  readonly message: Message;
  /** The first of consecutive ones of one author. */
  readonly startsGroup: boolean;
  readonly contact: Contact;
  readonly colleagues: Colleagues;
  /** How far it has come on this screen; null: it has no ticks. */
  readonly status: MessageStatus | null;
  /** What stands below it. */
  readonly children: ReactNode;
};

/** One message: who said it by side, shape and label; how far it has come. Drawn anew only when it changes. */
export const MessageBubble = memo(function MessageBubble({
  message,
  startsGroup,
  contact,
  colleagues,
  status,
  children,
}: MessageBubbleProps) {
  const text = useText();
  const { t } = text;
  const isCustomer = message.origin === 'customer';
  const author = isCustomer ? contactName(contact, text) : authorName(message, colleagues, text);
  const time = timeOf(message, text);
  const label = message.origin === 'phone' ? t('origin.phone') : author;
  return (
    <article
      className={styles['message']}
      data-origin={message.origin}
      data-first={startsGroup || undefined}
      aria-label={[label, wordsOf(message, text), time, status !== null && t(STATUS_WORDS[status])]
        .filter(Boolean)
        .join(', ')}
    >
      {startsGroup && !isCustomer && <AuthorLine origin={message.origin} label={label} />}
      <div className={styles['bubble']}>
        <div className={styles['content']} dir="auto">
          <Body message={message} time={time} />
          <span className={styles['meta']}>
            <time title={text.fullTime(message.sentAt)}>{time}</time>
            {status !== null && <MessageTicks status={status} />}
          </span>
        </div>
      </div>
      {children}
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

/** When it was said; of one that was sent again also how often it was tried. */
function timeOf({ sentAt, attempt }: Message, { t, clockTime }: Text): string {
  return attempt > 1 ? `${t('message.attempt', { attempt })} · ${clockTime(sentAt)}` : clockTime(sentAt);
}

function Body({ message, time }: { readonly message: Message; readonly time: string }) {
  const { t } = useText();
  const meta = { 'data-time': time, 'data-ticks': message.status !== null || undefined };
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
