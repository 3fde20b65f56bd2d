import { useRef, useState, type ReactNode } from 'react';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { conversationIdSchema } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { useContextColumn } from '../app/use-context-column.ts';
import { WindowLayout } from '../app/window-layout.tsx';
import { ComposerBox } from '../features/composer/composer-box.tsx';
import type { BannerView } from '../features/connection/banner-view.ts';
import { ConnectionBanner } from '../features/connection/connection-banner.tsx';
import { ConnectionLightView } from '../features/connection/connection-light.tsx';
import type { Link } from '../features/connection/link-words.ts';
import { ContextColumn } from '../features/contact/context-column.tsx';
import { ListColumn } from '../features/conversation-list/list-column.tsx';
import { KeyList } from '../features/keys/key-list.tsx';
import { Rail } from '../features/rail/rail.tsx';
import { HandoffDialog } from '../features/thread/handoff-dialog.tsx';
import { NothingOpen } from '../features/thread/nothing-open.tsx';
import type { OlderState } from '../features/thread/older-edge.tsx';
import { ThreadColumn } from '../features/thread/thread-column.tsx';
import type { ThreadItem } from '../queries/thread-items.ts';
import type { ListFilter } from '../stores/selection-store.ts';
import { colleaguesOf } from '../ui/names.ts';
import { serviceWindowView } from '../ui/service-window-view.ts';
import { queuedHandoff, queuedSend } from './queued-seeds.ts';
import { CONVERSATIONS, RTL_THREAD, THREAD, TROUBLED_THREAD } from './seeded-inbox.ts';
import { ago, NOW, PEOPLE, SELF } from './seeds.ts';

/** One state of the window, as the gallery shows it. */
export type Scene = {
  readonly conversations: readonly Conversation[] | null;
  readonly isUnconnected: boolean;
  readonly selected: Conversation | null;
  readonly items: readonly ThreadItem[] | null;
  readonly older: OlderState;
  readonly filter: ListFilter;
  readonly banner: BannerView;
  readonly link: Link;
  readonly draft: string;
  readonly isAnswered: boolean;
  readonly dialog: 'none' | 'keys' | 'handoff';
};

const LIVE: Link = { state: 'live', since: ago(3_600_000) };
const OFFLINE: Extract<Link, { state: 'offline' }> = {
  state: 'offline',
  since: ago(90_000),
  retryAt: epochMs(NOW + 5000),
  reason: 'unreachable',
};
const first = must(CONVERSATIONS[0], 'the first conversation');
const closed = must(CONVERSATIONS[6], 'one with a closed window');
const arabic = must(CONVERSATIONS[2], 'one in Arabic');
const asked = must(CONVERSATIONS[1], 'one handed over');

function itemsOf(messages: readonly Message[]): readonly ThreadItem[] {
  return messages.map((message) => ({ kind: 'message', message }));
}

const USUAL: Scene = {
  conversations: CONVERSATIONS,
  isUnconnected: false,
  selected: first,
  items: itemsOf(THREAD),
  older: 'none',
  filter: 'all',
  banner: { kind: 'none' },
  link: LIVE,
  draft: '',
  isAnswered: false,
  dialog: 'none',
};

const CARDS: readonly ThreadItem[] = [
  ...itemsOf(TROUBLED_THREAD),
  { kind: 'queued', entry: queuedSend(1, { state: 'stale', code: 'newer_reply', text: 'We open at nine on Monday.' }) },
  {
    kind: 'queued',
    entry: queuedSend(2, { state: 'held', code: 'window_closed', text: 'Would you like me to put one aside for you?' }),
  },
  { kind: 'queued', entry: queuedSend(3, { state: 'refused', code: 'not_allowed', text: 'Hello?' }) },
  { kind: 'queued_handoff', entry: queuedHandoff(4, 'waiting') },
  {
    kind: 'queued',
    entry: queuedSend(5, { state: 'waiting', code: null, text: 'I am writing this without a connection.' }),
  },
];

/** Every designed state, by the name in the gallery's address. */
export const SCENES: Readonly<Record<string, Scene>> = {
  inbox: USUAL,
  nothing: { ...USUAL, selected: null },
  empty: { ...USUAL, conversations: [], selected: null },
  unconnected: {
    ...USUAL,
    conversations: null,
    isUnconnected: true,
    selected: null,
    banner: { kind: 'offline', link: OFFLINE, pending: 0 },
    link: OFFLINE,
  },
  loading: {
    ...USUAL,
    conversations: null,
    items: null,
    banner: { kind: 'first_sync', loaded: 0, total: 0 },
    link: { state: 'connecting', since: NOW },
  },
  'first-sync': {
    ...USUAL,
    banner: { kind: 'first_sync', loaded: 1200, total: 5400 },
    link: { state: 'catching_up', since: NOW, left: 900 },
  },
  offline: { ...USUAL, items: CARDS, banner: { kind: 'offline', link: OFFLINE, pending: 2 }, link: OFFLINE },
  cards: { ...USUAL, selected: asked, items: CARDS, older: 'loading' },
  connecting: {
    ...USUAL,
    older: 'offline',
    banner: { kind: 'connecting', pending: 0 },
    link: { state: 'connecting', since: NOW },
  },
  'catching-up': {
    ...USUAL,
    banner: { kind: 'catching_up', left: 37 },
    link: { state: 'catching_up', since: NOW, left: 37 },
  },
  'signed-out': { ...USUAL, banner: { kind: 'signed_out' }, link: { state: 'signed_out', since: NOW } },
  refused: {
    ...USUAL,
    banner: { kind: 'refused', code: 'protocol_too_old' },
    link: { state: 'refused', since: NOW, code: 'protocol_too_old' },
  },
  rebuilt: { ...USUAL, banner: { kind: 'rebuilt', notice: 'cache_rebuilt_newer' } },
  closed: { ...USUAL, selected: closed },
  scripts: { ...USUAL, selected: arabic, items: itemsOf(RTL_THREAD), draft: 'بالتأكيد' },
  answered: { ...USUAL, draft: 'Let me look that up for you, one moment please.', isAnswered: true },
  long: { ...USUAL, draft: 'Dear customer, this goes on for a while. '.repeat(101) },
  handoffs: { ...USUAL, filter: 'handoff', selected: asked },
  done: { ...USUAL, conversations: CONVERSATIONS.slice(0, 1), selected: null, filter: 'handoff' },
  keys: { ...USUAL, dialog: 'keys' },
  handover: { ...USUAL, dialog: 'handoff' },
};

const nothing = () => {};

/** The whole window in one state. */
export function SceneWindow({ scene }: { readonly scene: Scene }) {
  const [filter, setFilter] = useState(scene.filter);
  const [selectedId, select] = useState(scene.selected?.id ?? null);
  const selected = (scene.conversations ?? CONVERSATIONS).find(({ id }) => id === selectedId) ?? null;
  const column = useContextColumn();
  return (
    <>
      <WindowLayout
        rail={
          <Rail
            onInbox={nothing}
            onKeys={nothing}
            person={{ ...SELF, workspaceName: 'Lisbon shop' }}
            connection={
              <ConnectionLightView
                link={scene.link}
                relayVersion="0.1.0"
                isPractice
                secrets="memory"
                appVersion="0.1.0"
                onRetry={nothing}
              />
            }
          />
        }
        banner={<ConnectionBanner view={scene.banner} now={NOW} onRetry={nothing} onDismiss={nothing} />}
        list={
          <ListColumn
            conversations={scene.conversations}
            workspaceName="Lisbon shop"
            isUnconnected={scene.isUnconnected}
            selected={selectedId}
            filter={filter}
            colleagues={COLLEAGUES}
            onSelect={(id) => select(conversationIdSchema.parse(id))}
            onOpen={nothing}
            onFilter={setFilter}
          />
        }
        thread={selected === null ? <NothingOpen /> : <SceneThread scene={scene} selected={selected} column={column} />}
        context={
          selected !== null && column.isShown ? (
            <ContextColumn conversation={selected} onCopy={() => Promise.resolve()} />
          ) : null
        }
      />
      <KeyList isOpen={scene.dialog === 'keys'} onOpenChange={nothing} />
      <HandoffDialog isOpen={scene.dialog === 'handoff'} onOpenChange={nothing} onHandOver={nothing} />
    </>
  );
}

const COLLEAGUES = colleaguesOf(PEOPLE, SELF.id);

type SceneThreadProps = {
  readonly scene: Scene;
  readonly selected: Conversation;
  readonly column: ReturnType<typeof useContextColumn>;
};

function SceneThread({ scene, selected, column }: SceneThreadProps): ReactNode {
  const [draft, setDraft] = useState(scene.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <ThreadColumn
      key={selected.id}
      conversation={selected}
      items={scene.items}
      colleagues={COLLEAGUES}
      isOnline={scene.link.state === 'live'}
      older={scene.older}
      onLoadOlder={nothing}
      onAtEnd={nothing}
      isContextShown={column.isShown}
      onToggleContext={column.toggle}
      onHandOver={nothing}
      onSendAnyway={nothing}
      onEditQueued={nothing}
      onEditText={nothing}
      onDiscard={nothing}
      composer={
        <ComposerBox
          window={serviceWindowView(selected.lastInboundAt, NOW)}
          text={draft}
          onText={setDraft}
          onPause={nothing}
          onSend={() => setDraft('')}
          onLeave={nothing}
          isAnswered={scene.isAnswered}
          onSeenAnswer={nothing}
          field={field}
        />
      }
    />
  );
}
