import { CircleHelp, Hourglass, OctagonPause } from 'lucide-react';
import type { MessageDelay } from '../../../src-shared/domain/message-delay.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useKeyHint } from '../../actions/use-key-caps.ts';
import { useDoubt } from '../../stores/doubt-store.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { MessageFailure } from './message-failure.tsx';
import styles from './message-notes.module.css';
import { overdueSince } from './message-outcome.ts';
import { delayWords, overdueWords } from './note-words.ts';
import { ParkedLine, type QueuedActions } from './queued-card.tsx';
import type { ThreadRow } from './thread-rows.ts';

export type MessageActions = {
  /** Puts the text of a failed one back into the composer. */
  readonly onEditText: (text: string) => void;
  readonly onSendAgain: (message: Message) => void;
  /** Asks no more what to do about its latest attempt. */
  readonly onLeave: (message: Message) => void;
};

type MessageRow = Extract<ThreadRow, { kind: 'message' }>;

type MessageNotesProps = {
  readonly row: MessageRow;
  readonly context: MessageActions & {
    readonly now: EpochMs;
    readonly isOnline: boolean;
    readonly onDiscard: QueuedActions['onDiscard'];
  };
};

/** Whether there is something to say below the bubble. */
export function hasNotes({ message, retry }: MessageRow): boolean {
  return retry !== null || message.delay !== null || message.status === 'failed' || message.status === 'unknown';
}

/** What stands below a message that is not where it should be: why it waits or failed, and what a person can do. */
export function MessageNotes({ row: { message, retry, isLeft }, context }: MessageNotesProps) {
  const { now, isOnline, onEditText, onSendAgain, onLeave, onDiscard } = context;
  if (retry !== null) return <ParkedLine entry={retry} isOnline={isOnline} onDiscard={onDiscard} />;
  if (message.delay !== null) return <Delay delay={message.delay} now={now} />;
  if (message.status === 'failed') return <MessageFailure {...{ message, onEditText, onSendAgain }} />;
  const since = overdueSince(message, now);
  if (isLeft || since === null) return <Doubt isLeft={isLeft} />;
  return <OverdueCard {...{ message, since, now, onSendAgain, onLeave }} />;
}

function Delay({ delay, now }: { readonly delay: MessageDelay; readonly now: EpochMs }) {
  const text = useText();
  const isStopped = delay.reason === 'number_stopped';
  const Picture = isStopped ? OctagonPause : Hourglass;
  return (
    <p
      className={styles['waits']}
      data-tone={isStopped ? 'stopped' : undefined}
      title={delay.code === null ? undefined : text.t('message.code', { code: String(delay.code) })}
    >
      <Picture size={13} strokeWidth={2} aria-hidden />
      <span>{delayWords(delay, now, text)}</span>
    </p>
  );
}

function Doubt({ isLeft }: { readonly isLeft: boolean }) {
  const { t } = useText();
  return <p className={styles['doubt']}>{t(isLeft ? 'unknown.left' : 'status.unknown.detail')}</p>;
}

type OverdueCardProps = Pick<MessageActions, 'onSendAgain' | 'onLeave'> & {
  readonly message: Message;
  readonly since: EpochMs;
  readonly now: EpochMs;
};

/** WhatsApp has said nothing for long: the agent decides, warned that the customer may get it twice. */
function OverdueCard({ message, since, now, onSendAgain, onLeave }: OverdueCardProps) {
  const text = useText();
  const { t } = text;
  const hints = { sendAgain: useKeyHint('send_again'), leave: useKeyHint('leave_it') };
  const isMeant = useDoubt()?.number === message.number;
  return (
    <div className={styles['card']} role="group" aria-label={t('unknown.title')}>
      <p className={styles['question']}>
        <CircleHelp size={15} strokeWidth={2} aria-hidden />
        <span>
          <strong>{t('unknown.title')}</strong> {overdueWords(since, now, text)}
        </span>
      </p>
      <footer className={styles['choices']}>
        <Button look="quiet" size="small" keyHint={isMeant ? hints.leave : undefined} onPress={() => onLeave(message)}>
          {t('message.leave-it')}
        </Button>
        <Button size="small" keyHint={isMeant ? hints.sendAgain : undefined} onPress={() => onSendAgain(message)}>
          {t('message.send-again')}
        </Button>
      </footer>
    </div>
  );
}
