/**
 * The text in the composer of one conversation, kept as its draft.
 *
 * Contract: starts from what was typed here and could not be kept, else from the kept draft as soon as that is known,
 * unless the agent was quicker; from then on the field is the truth and the draft follows it after a pause, and at once
 * when the field, the conversation or the window is left. That it could not be kept is told. To be mounted anew for each
 * conversation.
 */
import { useCallback, useEffect, useState } from 'react';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { useDraft } from '../../queries/use-draft.ts';
import { useText } from '../../text/text-context.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { useToast } from '../../ui/toaster.tsx';
import { createDraftKeeper, type UnkeptDrafts } from './draft-keeper.ts';

const unkept: UnkeptDrafts = new Map();

type DraftText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Keeps now what was typed last. */
  readonly flush: () => void;
};

export function useDraftText(conversation: ConversationId): DraftText {
  const { t } = useText();
  const toast = useToast();
  const { startTimer } = useTimekeeper();
  const kept = useDraft(conversation);
  const [typed, setTyped] = useState(() => unkept.get(conversation)?.text ?? null);
  const [keeper] = useState(() => {
    const onFailed = () => toast({ tone: 'failed', text: t('composer.draft-not-kept') });
    return createDraftKeeper({ conversation, unkept, save: saveDraft, startTimer, onFailed });
  });

  useEffect(() => {
    window.addEventListener('pagehide', keeper.flush);
    return () => {
      window.removeEventListener('pagehide', keeper.flush);
      keeper.flush();
    };
  }, [keeper]);

  const setText = useCallback(
    (text: string) => {
      setTyped(text);
      keeper.typed(text);
    },
    [keeper],
  );
  return { text: typed ?? (kept.state === 'ready' ? kept.text : ''), setText, flush: keeper.flush };
}
