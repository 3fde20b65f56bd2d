import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { useText } from '../../text/text-context.ts';
import type { Colleagues } from '../../ui/names.ts';
import { MessageBubble, type Contact } from './message-bubble.tsx';
import { hasNotes, MessageNotes, type MessageActions } from './message-notes.tsx';
import { QueuedHandoffLine, QueuedMessage, QueuedRetryCard, type QueuedActions } from './queued-card.tsx';
import styles from './thread-row.module.css';
import type { ThreadRow } from './thread-rows.ts';

export type ThreadRowContext = QueuedActions &
  MessageActions & {
    readonly now: EpochMs;
    readonly contact: Contact;
    readonly colleagues: Colleagues;
    readonly isOnline: boolean;
  };

type ThreadRowViewProps = { readonly row: ThreadRow; readonly context: ThreadRowContext };

/** Draws one row of a conversation. */
export function ThreadRowView({ row, context }: ThreadRowViewProps) {
  return (
    <>
      {row.newDay !== null && <DayLine at={row.newDay} now={context.now} />}
      <RowBody row={row} context={context} />
    </>
  );
}

function RowBody({ row, context }: ThreadRowViewProps) {
  switch (row.kind) {
    case 'message':
      return (
        <MessageBubble
          message={row.message}
          startsGroup={row.startsGroup}
          contact={context.contact}
          colleagues={context.colleagues}
          status={row.retry === null ? row.message.status : 'queued'}
        >
          {hasNotes(row) ? <MessageNotes row={row} context={context} /> : null}
        </MessageBubble>
      );
    case 'queued':
      return <QueuedMessage {...context} entry={row.entry} startsGroup={row.startsGroup} />;
    case 'queued_retry':
      return <QueuedRetryCard {...context} entry={row.entry} text={row.text} />;
    case 'queued_handoff':
      return <QueuedHandoffLine entry={row.entry} onDiscard={context.onDiscard} />;
  }
}

function DayLine({ at, now }: { readonly at: EpochMs; readonly now: EpochMs }) {
  const { dayHeading } = useText();
  return (
    <h3 className={styles['day']}>
      <span className={styles['words']}>{dayHeading(at, now)}</span>
    </h3>
  );
}
