import { Bot, Hand, Smartphone, Users } from 'lucide-react';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { MessageKey } from '../text/message-key.ts';
import { useText } from '../text/text-context.ts';
import styles from './turn-mark.module.css';

type Turn = 'handoff' | Conversation['turnHolder'];

const PICTURE = { handoff: Hand, anyone: Users, phone: Smartphone, bot: Bot } as const;

const WORDS = {
  handoff: 'turn.handoff',
  anyone: 'turn.anyone',
  phone: 'turn.phone',
  bot: 'turn.bot',
} as const satisfies Record<Turn, MessageKey>;

/** Who may answer, or that a person is asked to. */
export function TurnMark({ conversation }: { readonly conversation: Pick<Conversation, 'turnHolder' | 'handoff'> }) {
  const { t } = useText();
  const turn: Turn = conversation.handoff === null ? conversation.turnHolder : 'handoff';
  const Picture = PICTURE[turn];
  return (
    <span className={styles['mark']} data-turn={turn}>
      <Picture size={13} strokeWidth={2} aria-hidden />
      {t(WORDS[turn])}
    </span>
  );
}
