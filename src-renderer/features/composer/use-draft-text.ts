/**
 * The text in the composer of one conversation, kept as its draft.
 *
 * Contract: starts from the kept draft as soon as that is known, unless the agent was quicker; from then on the field
 * is the truth and the draft follows it after a pause, and at once when the field, the conversation or the window is
 * left. To be mounted anew for each conversation.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { useDraft } from '../../queries/use-draft.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';

const SAVE_AFTER_MS = 250;

type DraftText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Keeps now what was typed last. */
  readonly flush: () => void;
};

export function useDraftText(conversation: ConversationId): DraftText {
  const { startTimer } = useTimekeeper();
  const kept = useDraft(conversation);
  const [typed, setTyped] = useState<string | null>(null);
  const unsaved = useRef<{ readonly text: string; readonly stop: () => void } | null>(null);

  const flush = useCallback(() => {
    const waiting = unsaved.current;
    if (waiting === null) return;
    waiting.stop();
    unsaved.current = null;
    void saveDraft({ conversation, text: waiting.text });
  }, [conversation]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const setText = useCallback(
    (text: string) => {
      unsaved.current?.stop();
      setTyped(text);
      unsaved.current = { text, stop: startTimer(flush, SAVE_AFTER_MS) };
    },
    [flush, startTimer],
  );
  return { text: typed ?? (kept.state === 'ready' ? kept.text : ''), setText, flush };
}
