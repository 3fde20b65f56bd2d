/**
 * Keeps on disk what is being typed into one conversation.
 *
 * Contract: what was typed last is written after a pause, and at once by `flush`. Until a write has succeeded the text
 * stays in `unkept`, which outlives the keeper; each later `flush` tries again. The first write that fails calls
 * `onFailed`, those after it are silent until one succeeds.
 */
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { StartTimer } from '../../../src-shared/lib/timers.ts';

const SAVE_AFTER_MS = 250;

export type UnkeptDraft = { readonly text: string };
export type UnkeptDrafts = Map<ConversationId, UnkeptDraft>;

export type DraftKeeper = {
  readonly typed: (text: string) => void;
  readonly flush: () => void;
};

type DraftKeeperParts = {
  readonly conversation: ConversationId;
  readonly unkept: UnkeptDrafts;
  readonly save: (draft: { readonly conversation: ConversationId; readonly text: string }) => Promise<void>;
  readonly startTimer: StartTimer;
  readonly onFailed: () => void;
};

export function createDraftKeeper(parts: DraftKeeperParts): DraftKeeper {
  const { conversation, unkept, save, startTimer, onFailed } = parts;
  let stopTimer: (() => void) | null = null;
  let writing: UnkeptDraft | null = null;
  let isFailing = false;

  async function write(draft: UnkeptDraft): Promise<void> {
    writing = draft;
    try {
      await save({ conversation, text: draft.text });
      isFailing = false;
      if (unkept.get(conversation) === draft) unkept.delete(conversation);
    } catch {
      if (!isFailing) onFailed();
      isFailing = true;
    } finally {
      if (writing === draft) writing = null;
    }
  }

  function flush(): void {
    stopTimer?.();
    const draft = unkept.get(conversation);
    if (draft !== undefined && draft !== writing) void write(draft);
  }

  function typed(text: string): void {
    stopTimer?.();
    unkept.set(conversation, { text });
    stopTimer = startTimer(flush, SAVE_AFTER_MS);
  }
  return { typed, flush };
}
