import { Check, CheckCheck, CircleAlert, Clock3, CircleHelp, type LucideIcon } from 'lucide-react';
import type { MessageStatus } from '../../src-shared/domain/message-status.ts';
import type { MessageKey } from '../text/message-key.ts';
import { useText } from '../text/text-context.ts';
import styles from './message-ticks.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

const PICTURE: Record<MessageStatus, LucideIcon> = {
  queued: Clock3,
  accepted: Check,
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
  return (
    <span className={styles['ticks']} data-status={status} title={words}>
      <Picture size={15} strokeWidth={2} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
