import { ArrowUp, Check, CheckCheck, CircleAlert, Clock3, CircleHelp, type LucideIcon } from 'lucide-react';
import type { MessageStatus } from '../../src-shared/domain/message-status.ts';
import type { MessageKey } from '../text/message-key.ts';
import { useText } from '../text/text-context.ts';
import styles from './message-ticks.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Two that look alike differ in weight too, not in colour alone. */
const STROKE_USUAL = 1.75;
const STROKE_SEEN = 2.75;

const PICTURE: Record<MessageStatus, LucideIcon> = {
  queued: Clock3,
  accepted: ArrowUp,
  unknown: CircleHelp,
  sent: Check,
  failed: CircleAlert,
  delivered: CheckCheck,
  read: CheckCheck,
  played: CheckCheck,
};

export const STATUS_WORDS = {
  queued: 'status.queued',
  accepted: 'status.accepted',
  unknown: 'status.unknown',
  sent: 'status.sent',
  failed: 'status.failed',
  delivered: 'status.delivered',
  read: 'status.read',
  played: 'status.played',
} as const satisfies Record<MessageStatus, MessageKey>;

/** How far an outbound message has come: a picture to see, a word to hear and to hover. */
export function MessageTicks({ status }: { readonly status: MessageStatus }) {
  const { t } = useText();
  const Picture = PICTURE[status];
  const words = t(STATUS_WORDS[status]);
  const isSeen = status === 'read' || status === 'played';
  return (
    <span className={styles['ticks']} data-status={status} title={words}>
      <Picture size={15} strokeWidth={isSeen ? STROKE_SEEN : STROKE_USUAL} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
