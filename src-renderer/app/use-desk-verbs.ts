import { useMemo } from 'react';
import { leaveAttempt } from '../commands/leave-attempt.ts';
import { retryMessage } from '../commands/retry-message.ts';
import { useText } from '../text/text-context.ts';
import { attempt } from '../ui/attempt.ts';
import { useToast } from '../ui/toaster.tsx';
import type { ConsoleActions } from './console-facts.ts';
import { focusMessages } from './focus.ts';
import { regionOf } from './regions.tsx';
import type { ContextColumnState } from './use-context-column.ts';
import type { DeskVerbs } from './use-desk.ts';

type DeskVerbParts = {
  readonly column: ContextColumnState;
  /** Back to the list. */
  readonly toList: () => void;
  readonly actions: Pick<ConsoleActions, 'onRetry' | 'onCopy'>;
};

/** What the window does for its actions; what could not be done is told. */
export function useDeskVerbs({ column, toList, actions }: DeskVerbParts): DeskVerbs {
  const { t } = useText();
  const toast = useToast();
  const { toggle } = column;
  const { onRetry, onCopy } = actions;
  return useMemo(() => {
    async function copy(text: string): Promise<void> {
      await onCopy(text);
      toast({ tone: 'done', text: t('context.copied') });
    }
    const tellNotSaved = () => toast({ tone: 'failed', text: t('attempt.not-saved') });
    return {
      toggleContext: toggle,
      goBack: () => (regionOf(document.activeElement) === 'composer' ? focusMessages() : toList()),
      retryConnection: () => attempt(onRetry(), () => toast({ tone: 'failed', text: t('attempt.not-done') })),
      sendAgain: (retry) => attempt(retryMessage(retry), tellNotSaved),
      leave: (message) => attempt(leaveAttempt(message), tellNotSaved),
      copy: (text) => attempt(copy(text), () => toast({ tone: 'failed', text: t('context.not-copied') })),
    };
  }, [toggle, toList, onRetry, onCopy, toast, t]);
}
