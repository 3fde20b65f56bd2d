import { Hourglass, TriangleAlert } from 'lucide-react';
import { useText } from '../../text/text-context.ts';
import { Button } from '../../ui/button.tsx';
import { MessageTicks, STATUS_WORDS } from '../../ui/message-ticks.tsx';
import { OriginGlyph } from '../../ui/origin-glyph.tsx';
import bubbles from './message-bubble.module.css';
import styles from './queued-card.module.css';
import { canSendAnyway, isCard, queuedReason } from './queued-view.ts';
import type { QueuedHandoff, QueuedSend } from './thread-rows.ts';

export type QueuedActions = {
  readonly onSendAnyway: (entry: QueuedSend) => void;
  readonly onEditQueued: (entry: QueuedSend) => void;
  readonly onDiscard: (entry: QueuedSend | QueuedHandoff) => void;
};

type QueuedMessageProps = QueuedActions & {
  readonly entry: QueuedSend;
  /** The first of consecutive ones of one author. */
  readonly startsGroup: boolean;
  readonly isOnline: boolean;
};

/** A message of this console that is not settled: on its way, or a card on which the agent decides. */
export function QueuedMessage(props: QueuedMessageProps) {
  return isCard(props.entry) ? <DecisionCard {...props} /> : <WaitingMessage {...props} />;
}

function WaitingMessage({ entry, startsGroup, isOnline, onDiscard }: QueuedMessageProps) {
  const { t, clockTime } = useText();
  const time = clockTime(entry.queuedAt);
  const isParked = entry.state === 'waiting' && !isOnline;
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
      {isParked && (
        <span className={styles['parked']}>
          {t('queued.offline')}
          <Button look="quiet" size="small" onPress={() => onDiscard(entry)}>
            {t('queued.discard')}
          </Button>
        </span>
      )}
    </article>
  );
}

function DecisionCard({ entry, onSendAnyway, onEditQueued, onDiscard }: QueuedMessageProps) {
  const { t, clockTime } = useText();
  const reason = t(queuedReason(entry));
  return (
    <article className={styles['card']} aria-label={[t('queued.not-sent'), reason].join(', ')}>
      <p className={styles['reason']}>
        <TriangleAlert size={15} strokeWidth={2} aria-hidden />
        <span>
          <strong>{t('queued.not-sent')}</strong> {reason}
        </span>
      </p>
      <p className={styles['text']} dir="auto">
        {entry.command.body.text}
      </p>
      <footer className={styles['footer']}>
        <span className={styles['time']}>
          <Hourglass size={12} aria-hidden /> {t('queued.written', { time: clockTime(entry.queuedAt) })}
        </span>
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
