import { useEffect } from 'react';
import { Composer } from '../features/composer/composer.tsx';
import { ConnectionLight } from '../features/connection/connection-light.tsx';
import { ConnectionStrip } from '../features/connection/connection-strip.tsx';
import { ContextColumn } from '../features/contact/context-column.tsx';
import { ConversationList } from '../features/conversation-list/conversation-list.tsx';
import { KeyList } from '../features/keys/key-list.tsx';
import { Rail } from '../features/rail/rail.tsx';
import { NothingOpen } from '../features/thread/nothing-open.tsx';
import { Thread } from '../features/thread/thread.tsx';
import { useConversation } from '../queries/use-conversation.ts';
import { useSyncStatus } from '../queries/use-sync-status.ts';
import { followLink } from '../remote/query-client.ts';
import { onDialogChange, openDialog, useOpenDialog } from '../stores/dialog-store.ts';
import { useSelectedConversation } from '../stores/selection-store.ts';
import { useTheme } from '../stores/theme-store.ts';
import type { ConsoleActions, ConsoleFacts } from './console-facts.ts';
import { focusConversations, focusMessages } from './focus.ts';
import { useContextColumn } from './use-context-column.ts';
import { useWindowKeys } from './use-window-keys.ts';
import { useWindowTitle } from './use-window-title.ts';
import { WindowLayout } from './window-layout.tsx';

type InboxWindowProps = { readonly facts: ConsoleFacts; readonly actions: ConsoleActions };

/** The main window: every column with what this console holds. */
export function InboxWindow({ facts, actions }: InboxWindowProps) {
  const { link, profile } = useSyncStatus();
  const theme = useTheme();
  const selected = useSelectedConversation();
  const conversation = useConversation(selected);
  const dialog = useOpenDialog();
  const column = useContextColumn();
  useEffect(() => followLink(link), [link]);
  useWindowTitle();
  useWindowKeys(column.toggle);

  return (
    <>
      <WindowLayout
        rail={
          <Rail
            theme={theme}
            onTheme={actions.onTheme}
            onInbox={focusConversations}
            onKeys={() => openDialog('keys')}
            person={profile === null ? null : { ...profile.person, workspaceName: profile.workspaceName }}
            connection={
              <ConnectionLight secrets={facts.secrets} appVersion={facts.appVersion} onRetry={actions.onRetry} />
            }
          />
        }
        banner={<ConnectionStrip onRetry={actions.onRetry} />}
        list={<ConversationList onOpen={focusMessages} />}
        thread={
          conversation === undefined ? (
            <NothingOpen />
          ) : (
            <Thread
              key={conversation.id}
              conversation={conversation}
              composer={<Composer key={conversation.id} conversation={conversation} onLeave={focusConversations} />}
              isContextShown={column.isShown}
              onToggleContext={column.toggle}
            />
          )
        }
        context={
          conversation !== undefined && column.isShown ? (
            <ContextColumn key={conversation.id} conversation={conversation} onCopy={actions.onCopy} />
          ) : null
        }
      />
      <KeyList isOpen={dialog === 'keys'} onOpenChange={onDialogChange('keys')} />
    </>
  );
}
