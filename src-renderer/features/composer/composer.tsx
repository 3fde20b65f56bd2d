import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { MessageNumber } from '../../../src-shared/domain/ids.ts';
import { sendMessage } from '../../commands/send-message.ts';
import { settleComposerWish, useComposerWish } from '../../stores/composer-store.ts';
import { useText } from '../../text/text-context.ts';
import { useNow } from '../../ui/clock-context.tsx';
import { serviceWindowView } from '../../ui/service-window-view.ts';
import { useToast } from '../../ui/toaster.tsx';
import { ComposerBox } from './composer-box.tsx';
import { canSend, isAnsweredSince, isPhoneAnswering } from './composer-rules.ts';
import { useDraftText } from './use-draft-text.ts';

const WINDOW_GRAIN_MS = 15_000;

type ComposerProps = { readonly conversation: Conversation; readonly onLeave: () => void };

/** The composer of an open conversation. To be mounted anew for each. */
export function Composer({ conversation, onLeave }: ComposerProps) {
  const { t } = useText();
  const toast = useToast();
  const now = useNow(WINDOW_GRAIN_MS);
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, setText, flush } = useDraftText(conversation.id);
  const [since, setSince] = useState<MessageNumber | null>(null);

  function onText(changed: string): void {
    if (changed.trim() === '') setSince(null);
    else setSince((begun) => begun ?? conversation.lastNumber);
    setText(changed);
  }
  function onSend(): void {
    if (!canSend(text)) return;
    onText('');
    void sendMessage({ conversation, text: text.trim() }).catch(() => {
      onText(text);
      toast({ tone: 'failed', text: t('composer.not-kept') });
    });
  }
  useWishes({ conversation, field, text, onText });

  return (
    <ComposerBox
      window={serviceWindowView(conversation.lastInboundAt, now)}
      text={text}
      onText={onText}
      onPause={flush}
      onSend={onSend}
      onLeave={onLeave}
      isAnswered={isAnsweredSince(conversation, since)}
      isPhoneAnswering={isPhoneAnswering(conversation, now)}
      onSeenAnswer={() => setSince(conversation.lastNumber)}
      field={field}
    />
  );
}

type Wished = {
  readonly conversation: Conversation;
  readonly field: { readonly current: HTMLTextAreaElement | null };
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** Does what the rest of the window asks of the composer. */
function useWishes(wished: Wished): void {
  const asked = useComposerWish();
  const latest = useRef(wished);
  useLayoutEffect(() => {
    latest.current = wished;
  });
  useEffect(() => {
    if (asked === null) return;
    const { conversation, field, text, onText } = latest.current;
    if (asked.wish === 'edit' && asked.conversation === conversation.id) onText(joined(text, asked.text));
    field.current?.focus();
    settleComposerWish();
  }, [asked]);
}

function joined(begun: string, back: string): string {
  return begun.trim() === '' ? back : `${begun}\n${back}`;
}
