import { useEffect } from 'react';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { threadStoreOf } from './thread-store.ts';

/** Keeps the messages of two conversations at hand, so that opening one paints at once. Null = none. */
export function useReadAhead(before: ConversationId | null, after: ConversationId | null): void {
  useEffect(() => holdThread(before), [before]);
  useEffect(() => holdThread(after), [after]);
}

function holdThread(conversation: ConversationId | null): (() => void) | undefined {
  return conversation === null ? undefined : threadStoreOf(conversation).subscribe(() => undefined);
}
