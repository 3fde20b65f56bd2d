import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { unreadCount, type Conversation } from '../../../src-shared/domain/conversation.ts';
import { discardQueued } from '../../commands/discard-queued.ts';
import { editQueued } from '../../commands/edit-queued.ts';
import { loadOlder } from '../../commands/load-older.ts';
import { markRead } from '../../commands/mark-read.ts';
import { requestHandoff } from '../../commands/request-handoff.ts';
import { sendAnyway } from '../../commands/send-anyway.ts';
import { useSyncStatus } from '../../queries/use-sync-status.ts';
import type { ThreadItem } from '../../queries/thread-items.ts';
import { useThread } from '../../queries/use-thread.ts';
import { askComposer } from '../../stores/composer-store.ts';
import { onDialogChange, openDialog, useOpenDialog } from '../../stores/dialog-store.ts';
import { selectConversation } from '../../stores/selection-store.ts';
import { useText } from '../../text/text-context.ts';
import { attempt } from '../../ui/attempt.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { colleaguesOf } from '../../ui/names.ts';
import { useToast } from '../../ui/toaster.tsx';
import { HandoffDialog } from './handoff-dialog.tsx';
import type { OlderState } from './older-edge.tsx';
import type { QueuedActions } from './queued-card.tsx';
import { ThreadColumn } from './thread-column.tsx';
import type { QueuedHandoff, QueuedRetry, QueuedSend } from './thread-rows.ts';
import { useMessageActions } from './use-message-actions.ts';
import { useWindowFocus } from './use-window-focus.ts';

const READ_AFTER_MS = 500;

type ThreadProps = {
  readonly conversation: Conversation;
  readonly composer: ReactNode;
  readonly isContextShown: boolean;
  readonly onToggleContext: () => void;
};

/** The open conversation with what this console holds of it. To be mounted anew for each. */
export function Thread({ conversation, composer, isContextShown, onToggleContext }: ThreadProps) {
  const { t } = useText();
  const toast = useToast();
  const thread = useThread(conversation.id);
  const { people, profile, link } = useSyncStatus();
  const self = profile?.person.id ?? null;
  const colleagues = useMemo(() => colleaguesOf(people, self), [people, self]);
  const [isAtEnd, setAtEnd] = useState(false);
  const older = useOlder(conversation, thread.state === 'ready' && thread.hasOlder);
  const tellNotSaved = useCallback(() => toast({ tone: 'failed', text: t('attempt.not-saved') }), [toast, t]);
  const isWhole = thread.state !== 'ready' || holdsNewest(thread.items, conversation);
  useNewest(isWhole, older);
  useReadMark(conversation, isAtEnd && isWhole, tellNotSaved);

  const { id } = conversation;
  const editText = useCallback((text: string) => askComposer({ wish: 'edit', conversation: id, text }), [id]);
  async function handOver(note: string): Promise<void> {
    try {
      await requestHandoff({ conversation, note });
      toast({ tone: 'done', text: t('handoff.done') });
    } catch {
      toast({ tone: 'failed', text: t('handoff.not-kept') });
    }
  }
  const queued = useQueuedActions({ conversation, editText, onFailed: tellNotSaved });
  const messageActions = useMessageActions(conversation, tellNotSaved);

  return (
    <>
      <ThreadColumn
        conversation={conversation}
        items={thread.state === 'ready' ? thread.items : null}
        colleagues={colleagues}
        isOnline={link?.state === 'live' || link?.state === 'catching_up'}
        older={older.state}
        onLoadOlder={older.load}
        onAtEnd={setAtEnd}
        onBack={() => selectConversation(null)}
        isContextShown={isContextShown}
        onToggleContext={onToggleContext}
        onHandOver={() => openDialog('handoff')}
        {...queued}
        {...messageActions}
        onEditText={editText}
        composer={composer}
      />
      <HandoffDialog
        isOpen={useOpenDialog() === 'handoff'}
        onOpenChange={onDialogChange('handoff')}
        onHandOver={(note) => void handOver(note)}
      />
    </>
  );
}

type QueuedParts = {
  readonly conversation: Conversation;
  readonly editText: (text: string) => void;
  readonly onFailed: () => void;
};

/** What an agent decides on a card; that it came too late or could not be kept is told. */
function useQueuedActions({ conversation, editText, onFailed }: QueuedParts): QueuedActions {
  const { t } = useText();
  const toast = useToast();

  const tellTooLate = () => toast({ tone: 'failed', text: t('queued.too-late') });
  async function discard(entry: QueuedSend | QueuedRetry | QueuedHandoff): Promise<void> {
    const outcome = await discardQueued(entry.command.id);
    if (outcome === 'too_late') tellTooLate();
  }
  async function sendQueuedAnyway(entry: QueuedSend | QueuedRetry): Promise<void> {
    const outcome = await sendAnyway({ command: entry.command.id, conversation });
    if (outcome === 'too_late') tellTooLate();
  }
  async function edit(entry: QueuedSend): Promise<void> {
    const outcome = await editQueued(entry.command.id);
    if (outcome === 'too_late') tellTooLate();
    else editText(entry.command.body.text);
  }
  return {
    onSendAnyway: (entry) => attempt(sendQueuedAnyway(entry), onFailed),
    onEditQueued: (entry) => attempt(edit(entry), onFailed),
    onDiscard: (entry) => attempt(discard(entry), onFailed),
  };
}

type Older = { readonly state: OlderState; readonly load: () => void };

function useOlder({ id }: Conversation, hasOlder: boolean): Older {
  const [loading, setLoading] = useState<'idle' | 'running' | 'offline'>('idle');

  async function load(): Promise<void> {
    if (loading === 'running') return;
    setLoading('running');
    try {
      const outcome = await loadOlder({ conversation: id });
      setLoading(outcome.state === 'offline' ? 'offline' : 'idle');
    } catch {
      setLoading('offline');
    }
  }
  return { state: olderState(loading, hasOlder), load: () => void load() };
}

/** Messages that were heard late stand before the newest one and have higher numbers (rule S4). */
function holdsNewest(items: readonly ThreadItem[], { lastMessage }: Conversation): boolean {
  if (lastMessage === null) return true;
  return items.some((item) => item.kind === 'message' && item.message.number === lastMessage.number);
}

/** Goes on to older numbers until the newest message is there, so that no thread ends before its list row does. */
function useNewest(isWhole: boolean, { state, load }: Older): void {
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (!isWhole && state === 'more') latest.current();
  }, [isWhole, state]);
}

function olderState(loading: 'idle' | 'running' | 'offline', hasOlder: boolean): OlderState {
  if (!hasOlder) return 'none';
  if (loading === 'idle') return 'more';
  return loading === 'running' ? 'loading' : 'offline';
}

/** Marks the conversation read once its newest message has been in sight of a focused window for a moment. */
function useReadMark(conversation: Conversation, isAtEnd: boolean, onFailed: () => void): void {
  const { startTimer } = useTimekeeper();
  const isFocused = useWindowFocus();
  const isUnread = unreadCount(conversation) > 0;
  useEffect(() => {
    if (!isAtEnd || !isFocused || !isUnread) return undefined;
    return startTimer(() => attempt(markRead(conversation), onFailed), READ_AFTER_MS);
  }, [conversation, isAtEnd, isFocused, isUnread, onFailed, startTimer]);
}
