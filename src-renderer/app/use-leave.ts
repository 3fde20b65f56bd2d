import { useCallback } from 'react';
import { flushSync } from 'react-dom';
import { selectConversation } from '../stores/selection-store.ts';
import { focusConversations } from './focus.ts';
import type { ContextColumnState } from './use-context-column.ts';

/** Back to the list, which comes back first where the contact or the conversation stands in its place. */
export function useLeave({ hidesList, isAlone, toggle }: ContextColumnState): () => void {
  return useCallback(() => {
    flushSync(() => {
      if (hidesList) toggle();
      if (isAlone) selectConversation(null);
    });
    focusConversations();
  }, [hidesList, isAlone, toggle]);
}
