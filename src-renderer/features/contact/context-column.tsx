import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { useText } from '../../text/text-context.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { attempt } from '../../ui/attempt.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow, useTimekeeper } from '../../ui/clock-context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { contactName } from '../../ui/names.ts';
import { serviceWindowView, type ServiceWindowView } from '../../ui/service-window-view.ts';
import { useToast } from '../../ui/toaster.tsx';
import { TurnMark } from '../../ui/turn-mark.tsx';
import { WindowChip } from '../../ui/window-chip.tsx';
import styles from './context-column.module.css';

const MINUTE_MS = 60_000;
const COPIED_FOR_MS = 1500;

type ContextColumnProps = {
  readonly conversation: Conversation;
  /** Puts a text onto the clipboard. */
  readonly onCopy: (text: string) => Promise<void>;
};

/** What is known of the contact and of this conversation. */
export function ContextColumn({ conversation, onCopy }: ContextColumnProps) {
  const text = useText();
  const { t, number } = text;
  const now = useNow(MINUTE_MS);
  const window = serviceWindowView(conversation.lastInboundAt, now);
  return (
    <aside className={styles['column']} aria-label={t('context.region')}>
      <div className={styles['person']}>
        <Avatar name={conversation.name} hueOf={conversation.id} size="large" />
        <h2 className={styles['name']} dir="auto">
          {contactName(conversation, text)}
        </h2>
        {conversation.phone !== null && <Phone phone={conversation.phone} onCopy={onCopy} />}
      </div>
      <Section title={t('context.window')}>
        <Fact term={t('context.window.state')}>
          <WindowChip view={window} place="header" />
        </Fact>
        <WindowFacts view={window} />
        <Fact term={t('context.turn')}>
          <TurnMark conversation={conversation} />
        </Fact>
        {conversation.handoff !== null && (
          <Fact term={t('context.handoff')}>{text.moment(conversation.handoff.at, now)}</Fact>
        )}
      </Section>
      <Section title={t('context.conversation')}>
        <Fact term={t('context.last-inbound')}>
          {conversation.lastInboundAt === null ? t('context.never') : text.moment(conversation.lastInboundAt, now)}
        </Fact>
        <Fact term={t('context.messages')}>{number(conversation.lastNumber)}</Fact>
      </Section>
    </aside>
  );
}

function WindowFacts({ view }: { readonly view: ServiceWindowView }) {
  const text = useText();
  const now = useNow(MINUTE_MS);
  if (view.state === 'never') return null;
  if (view.state === 'closed') return <Fact term={text.t('context.window.since')}>{text.moment(view.since, now)}</Fact>;
  return <Fact term={text.t('context.window.until')}>{text.moment(view.until, now)}</Fact>;
}

type PhoneProps = { readonly phone: string; readonly onCopy: ContextColumnProps['onCopy'] };

function Phone({ phone, onCopy }: PhoneProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const toast = useToast();
  const { startTimer } = useTimekeeper();
  const [isCopied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await onCopy(phone);
    setCopied(true);
    announce(t('context.copied'));
  }
  useEffect(() => (isCopied ? startTimer(() => setCopied(false), COPIED_FOR_MS) : undefined), [isCopied, startTimer]);
  return (
    <div className={styles['phone']}>
      <span dir="ltr">{phone}</span>
      <IconButton
        icon={isCopied ? Check : Copy}
        label={t(isCopied ? 'context.copied' : 'context.copy-phone')}
        size="small"
        onPress={() => attempt(copy(), () => toast({ tone: 'failed', text: t('context.not-copied') }))}
      />
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['heading']}>{title}</h3>
      <dl className={styles['facts']}>{children}</dl>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
