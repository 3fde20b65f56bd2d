import { useCallback, useLayoutEffect, useRef } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import { leaveAttempt } from '../../commands/leave-attempt.ts';
import { retryMessage } from '../../commands/retry-message.ts';
import { attempt } from '../../ui/attempt.ts';
import type { MessageActions } from './message-notes.tsx';

/** What an agent decides on a message that failed, or that nobody knows of. `onFailed`: it could not be kept. */
export function useMessageActions(
  conversation: Conversation,
  onFailed: () => void,
): Pick<MessageActions, 'onSendAgain' | 'onLeave'> {
  const shown = useRef(conversation);
  useLayoutEffect(() => {
    shown.current = conversation;
  });
  const onSendAgain = useCallback(
    (message: Message) => attempt(retryMessage({ conversation: shown.current, message }), onFailed),
    [onFailed],
  );
  const onLeave = useCallback((message: Message) => attempt(leaveAttempt(message), onFailed), [onFailed]);
  return { onSendAgain, onLeave };
}
