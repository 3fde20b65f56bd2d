import { useMemo } from 'react';
import { useText } from '../text/text-context.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { attempt } from '../ui/attempt.ts';
import type { ConsoleActions } from './console-facts.ts';
import { focusMessages } from './focus.ts';
import { regionOf } from './regions.tsx';
import type { ContextColumnState } from './use-context-column.ts';
import type { DeskVerbs } from './use-desk.ts';

type DeskVerbParts = {
  readonly column: ContextColumnState;
  /** Back to the list. */
  readonly leave: () => void;
  readonly actions: Pick<ConsoleActions, 'onRetry' | 'onCopy'>;
};

/** What the window does for its actions; what could not be done is told. */
export function useDeskVerbs({ column, leave, actions }: DeskVerbParts): DeskVerbs {
  const { t } = useText();
  const announce = useAnnounce();
  const { toggle } = column;
  const { onRetry, onCopy } = actions;
  return useMemo(() => {
    async function copy(text: string): Promise<void> {
      await onCopy(text);
      announce(t('context.copied'));
    }
    return {
      toggleContext: toggle,
      goBack: () => (regionOf(document.activeElement) === 'composer' ? focusMessages() : leave()),
      retryConnection: () => attempt(onRetry(), () => announce(t('attempt.not-done'))),
      copy: (text) => attempt(copy(text), () => announce(t('context.not-copied'))),
    };
  }, [toggle, leave, onRetry, onCopy, announce, t]);
}
