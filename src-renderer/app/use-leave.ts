import { useCallback } from 'react';
import { flushSync } from 'react-dom';
import { focusConversations } from './focus.ts';
import type { ContextColumnState } from './use-context-column.ts';

/** Back to the list, which comes back first where the contact stands in its place. */
export function useLeave({ hidesList, toggle }: ContextColumnState): () => void {
  return useCallback(() => {
    if (hidesList) flushSync(toggle);
    focusConversations();
  }, [hidesList, toggle]);
}
