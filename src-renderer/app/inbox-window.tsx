import { useEffect } from 'react';
import { Composer } from '../features/composer/composer.tsx';
import { ConnectionLight } from '../features/connection/connection-light.tsx';
import { ConnectionStrip } from '../features/connection/connection-strip.tsx';
import { ContextColumn } from '../features/contact/context-column.tsx';
import { ConversationList } from '../features/conversation-list/conversation-list.tsx';
import { CONVERSATIONS_ID } from '../features/conversation-list/list-view.tsx';
import { KeyList } from '../features/keys/key-list.tsx';
import { Rail } from '../features/rail/rail.tsx';
import { NothingOpen } from '../features/thread/nothing-open.tsx';
import { Thread } from '../features/thread/thread.tsx';
import { useConversation } from '../queries/use-conversation.ts';
import { useSyncStatus } from '../queries/use-sync-status.ts';
import { followLink } from '../remote/query-client.ts';
import { onAppearanceChosen } from '../stores/appearance-store.ts';
import { onDialogChange, openDialog, useOpenDialog } from '../stores/dialog-store.ts';
import { setKeyboard } from '../stores/keyboard-store.ts';
import { useShownConversation } from '../stores/selection-store.ts';
import { useText } from '../text/text-context.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { attempt } from '../ui/attempt.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { useToast } from '../ui/toaster.tsx';
import type { ConsoleActions, ConsoleFacts } from './console-facts.ts';
import { CommandPalette } from './command-palette.tsx';
import { focusMessages } from './focus.ts';
import { Region } from './regions.tsx';
import { useDeskVerbs } from './use-desk-verbs.ts';
import { useDesk, type DeskVerbs } from './use-desk.ts';
import { useFocusKeeper } from './use-focus-keeper.ts';
import { useContextColumn } from './use-context-column.ts';
import { useLeave } from './use-leave.ts';
import { useWindowKeys } from './use-window-keys.ts';
import { useWindowTitle } from './use-window-title.ts';
import { WindowLayout } from './window-layout.tsx';

type InboxWindowProps = { readonly facts: ConsoleFacts; readonly actions: ConsoleActions };

/**
 * The main window: every column with what this console holds. The window itself follows no conversation, so that an
 * arriving message draws the columns that show it and nothing else.
 */
export function InboxWindow({ facts, actions }: InboxWindowProps) {
  const column = useContextColumn();
  const leave = useLeave(column);
  const verbs = useDeskVerbs({ column, toList: leave, actions });
  return (
    <>
      <SkipLink target={CONVERSATIONS_ID}>{useText().t('layout.skip')}</SkipLink>
      <WindowHabits verbs={verbs} onAppearance={actions.onAppearance} />
      <WindowLayout
        rail={
          <Region name="rail">
            <ConsoleRail facts={facts} onRetry={verbs.retryConnection} onInbox={leave} />
          </Region>
        }
        banner={<ConnectionStrip onRetry={verbs.retryConnection} />}
        list={
          <Region name="list">
            <ConversationList onOpen={focusMessages} />
          </Region>
        }
        thread={
          <Region name="thread">
            <OpenThread isContextShown={column.isShown} onToggleContext={column.toggle} onLeave={verbs.goBack} />
          </Region>
        }
        context={column.isShown ? <OpenContext onCopy={actions.onCopy} /> : null}
      />
      <KeyDialog onSingleKeys={actions.onSingleKeys} />
      <CommandPalette verbs={verbs} />
    </>
  );
}

type WindowHabitsProps = Pick<ConsoleActions, 'onAppearance'> & { readonly verbs: DeskVerbs };

/** What the window does all the time and nobody sees. */
function WindowHabits({ verbs, onAppearance }: WindowHabitsProps) {
  const { link } = useSyncStatus();
  useEffect(() => followLink(link), [link]);
  useWindowTitle();
  useWindowKeys(useDesk(verbs));
  useFocusKeeper();
  useKeptAppearance(onAppearance);
  return null;
}

/** Has each choice of the appearance kept, and says where it could not be. */
function useKeptAppearance(onAppearance: ConsoleActions['onAppearance']): void {
  const { t } = useText();
  const toast = useToast();
  useEffect(() => {
    const tell = () => toast({ tone: 'failed', text: t('attempt.not-saved') });
    return onAppearanceChosen((change) => attempt(onAppearance(change), tell));
  }, [onAppearance, toast, t]);
}

type ConsoleRailProps = {
  readonly facts: ConsoleFacts;
  readonly onRetry: () => void;
  readonly onInbox: () => void;
};

function ConsoleRail({ facts, onRetry, onInbox }: ConsoleRailProps) {
  const { profile } = useSyncStatus();
  return (
    <Rail
      onInbox={onInbox}
      onKeys={() => openDialog('keys')}
      person={profile === null ? null : { ...profile.person, workspaceName: profile.workspaceName }}
      connection={<ConnectionLight secrets={facts.secrets} appVersion={facts.appVersion} onRetry={onRetry} />}
    />
  );
}

type OpenThreadProps = {
  readonly isContextShown: boolean;
  readonly onToggleContext: () => void;
  readonly onLeave: () => void;
};

function OpenThread({ onLeave, ...rest }: OpenThreadProps) {
  const conversation = useConversation(useShownConversation());
  if (conversation === undefined) return <NothingOpen />;
  const composer = (
    <Region name="composer">
      <Composer key={conversation.id} conversation={conversation} onLeave={onLeave} />
    </Region>
  );
  return <Thread key={conversation.id} conversation={conversation} composer={composer} {...rest} />;
}

function OpenContext({ onCopy }: Pick<ConsoleActions, 'onCopy'>) {
  const conversation = useConversation(useShownConversation());
  return conversation === undefined ? null : (
    <Region name="context">
      <ContextColumn key={conversation.id} conversation={conversation} onCopy={onCopy} />
    </Region>
  );
}

function KeyDialog({ onSingleKeys }: Pick<ConsoleActions, 'onSingleKeys'>) {
  const { t } = useText();
  const announce = useAnnounce();
  return (
    <KeyList
      isOpen={useOpenDialog() === 'keys'}
      onOpenChange={onDialogChange('keys')}
      onSingleKeys={(singleKeys) => {
        setKeyboard({ singleKeys });
        attempt(onSingleKeys(singleKeys), () => announce(t('attempt.not-saved')));
      }}
    />
  );
}
