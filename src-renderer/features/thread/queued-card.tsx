import { Hourglass, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { isCard } from '../../../src-shared/domain/outbox-entry.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { MessageTicks, STATUS_WORDS } from '../../ui/message-ticks.tsx';
import { OriginGlyph } from '../../ui/origin-glyph.tsx';
import bubbles from './message-bubble.module.css';
import styles from './queued-card.module.css';
import { canRetryAnyway, canSendAnyway, queuedReason, retryReason } from './queued-view.ts';
import type { QueuedHandoff, QueuedRetry, QueuedSend } from './thread-rows.ts';

export type QueuedActions = {
  readonly onSendAnyway: (entry: QueuedSend | QueuedRetry) => void;
  readonly onEditQueued: (entry: QueuedSend) => void;
  readonly onDiscard: (entry: QueuedSend | QueuedRetry | QueuedHandoff) => void;
};

type QueuedMessageProps = QueuedActions & {
  readonly entry: QueuedSend;
  /** The first of consecutive ones of one author. */
  readonly startsGroup: boolean;
  readonly isOnline: boolean;
};

/** A message of this console that is not settled: on its way, or a card on which the agent decides. */
export function QueuedMessage(props: QueuedMessageProps) {
  return isCard(props.entry) ? <NotSentCard {...props} /> : <WaitingMessage {...props} />;
}

function WaitingMessage({ entry, startsGroup, isOnline, onDiscard }: QueuedMessageProps) {
  const { t, clockTime } = useText();
  const time = clockTime(entry.queuedAt);
  return (
    <article
      className={bubbles['message']}
      data-origin="agent"
      data-first={startsGroup || undefined}
      aria-label={[t('origin.you'), time, t(STATUS_WORDS.queued)].join(', ')}
    >
      {startsGroup && (
        <span className={bubbles['author']}>
          <OriginGlyph origin="agent" size={13} />
          {t('origin.you')}
        </span>
      )}
      <div className={bubbles['bubble']}>
        <div className={bubbles['content']} dir="auto">
          <p className={bubbles['text']} data-time={time} data-ticks>
            {entry.command.body.text}
          </p>
          <span className={bubbles['meta']}>
            <time>{time}</time>
            <MessageTicks status="queued" />
          </span>
        </div>
      </div>
      <ParkedLine entry={entry} isOnline={isOnline} onDiscard={onDiscard} />
    </article>
  );
}

type ParkedLineProps = Pick<QueuedActions, 'onDiscard'> & {
  readonly entry: QueuedSend | QueuedRetry;
  readonly isOnline: boolean;
};

/** Says below a message that it waits for the connection, while it may still be taken back. */
export function ParkedLine({ entry, isOnline, onDiscard }: ParkedLineProps) {
  const { t } = useText();
  if (entry.state !== 'waiting' || isOnline) return null;
  return (
    <span className={styles['parked']}>
      {t('queued.offline')}
      <Button look="quiet" size="small" onPress={() => onDiscard(entry)}>
        {t('queued.discard')}
      </Button>
    </span>
  );
}

function NotSentCard({ entry, onSendAnyway, onEditQueued, onDiscard }: QueuedMessageProps) {
  const { t } = useText();
  return (
    <DecisionCard
      title={t('queued.not-sent')}
      reason={t(queuedReason(entry))}
      text={entry.command.body.text}
      queuedAt={entry.queuedAt}
    >
      <Button look="quiet" size="small" onPress={() => onDiscard(entry)}>
        {t('queued.discard')}
      </Button>
      <Button size="small" onPress={() => onEditQueued(entry)}>
        {t('queued.edit')}
      </Button>
      {canSendAnyway(entry) && (
        <Button look="primary" size="small" onPress={() => onSendAnyway(entry)}>
          {t('queued.send-anyway')}
        </Button>
      )}
    </DecisionCard>
  );
}

type QueuedRetryCardProps = Pick<QueuedActions, 'onSendAnyway' | 'onDiscard'> & {
  readonly entry: QueuedRetry;
  /** Of the message; null where it can't be shown. */
  readonly text: string | null;
};

/** A message was to be sent again, and the relay did not take that. */
export function QueuedRetryCard({ entry, text, onSendAnyway, onDiscard }: QueuedRetryCardProps) {
  const { t } = useText();
  const mayBeAnother = entry.code === 'relay_restored';
  return (
    <DecisionCard
      title={t('queued.not-sent-again')}
      reason={t(retryReason(entry))}
      text={mayBeAnother ? null : text}
      queuedAt={entry.queuedAt}
    >
      <Button look="quiet" size="small" onPress={() => onDiscard(entry)}>
        {t('queued.discard')}
      </Button>
      {canRetryAnyway(entry) && (
        <Button look="primary" size="small" onPress={() => onSendAnyway(entry)}>
          {t('queued.send-anyway')}
        </Button>
      )}
    </DecisionCard>
  );
}

type DecisionCardProps = {
  readonly title: string;
  readonly reason: string;
  readonly text: string | null;
  readonly queuedAt: EpochMs;
  /** The choices. */
  readonly children: ReactNode;
};

function DecisionCard({ title, reason, text, queuedAt, children }: DecisionCardProps) {
  const { t, clockTime } = useText();
  return (
    <article className={styles['card']} aria-label={[title, reason].join(', ')}>
      <p className={styles['reason']}>
        <TriangleAlert size={15} strokeWidth={2} aria-hidden />
        <span>
          <strong>{title}</strong> {reason}
        </span>
      </p>
      {text !== null && (
        <p className={styles['text']} dir="auto">
          {text}
        </p>
      )}
      <footer className={styles['footer']}>
        <span className={styles['time']}>
          <Hourglass size={12} aria-hidden /> {t('queued.written', { time: clockTime(queuedAt) })}
        </span>
        {children}
      </footer>
    </article>
  );
}

type QueuedHandoffProps = { readonly entry: QueuedHandoff; readonly onDiscard: QueuedActions['onDiscard'] };

/** A handoff that the relay has not taken yet, or did not take. */
export function QueuedHandoffLine({ entry, onDiscard }: QueuedHandoffProps) {
  const { t } = useText();
  return (
    <p className={styles['line']}>
      {t(isCard(entry) ? 'queued.handoff-not-sent' : 'queued.handoff')}
      {entry.state !== 'sending' && (
        <Button look="quiet" size="small" onPress={() => onDiscard(entry)}>
          {t('queued.discard')}
        </Button>
      )}
    </p>
  );
}
