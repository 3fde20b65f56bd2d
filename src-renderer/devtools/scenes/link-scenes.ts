import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { SyncStatus } from '../../sync-client/sync-status.ts';
import type { BannerView } from '../../features/connection/banner-view.ts';
import { linkWords } from '../../features/connection/link-words.ts';
import { CARD_OF_CODE, queuedSend } from '../queued-seeds.ts';
import { sceneOf, statusOf, threadOf, type Scene } from '../scene.ts';
import { CONVERSATIONS, THREAD } from '../seeded-inbox.ts';
import { ago, NOW } from '../seeds.ts';
import type { Named } from '../step.ts';

type Link = NonNullable<SyncStatus['link']>;
type Notice = NonNullable<SyncStatus['notice']>;
type OfflineReason = Extract<Link, { state: 'offline' }>['reason'];
type RefusedCode = Extract<Link, { state: 'refused' }>['code'];

function offline(reason: OfflineReason): Link {
  return { state: 'offline', since: ago(90_000), retryAt: epochMs(NOW + 5000), reason };
}

function refused(code: RefusedCode): Link {
  return { state: 'refused', since: ago(90_000), code };
}

/** One for each state of the link. */
export const LINKS: Readonly<Record<Link['state'], Link>> = {
  connecting: { state: 'connecting', since: ago(4000) },
  catching_up: { state: 'catching_up', since: ago(4000), left: 37 },
  live: { state: 'live', since: ago(3_600_000) },
  offline: offline('unreachable'),
  signed_out: { state: 'signed_out', since: ago(90_000) },
  refused: refused('protocol_too_old'),
};

const OFFLINE_REASONS: Readonly<Record<OfflineReason, Link>> = {
  unreachable: offline('unreachable'),
  busy: offline('busy'),
  closed: offline('closed'),
  silent: offline('silent'),
  suspended: offline('suspended'),
  no_network: offline('no_network'),
  too_slow: offline('too_slow'),
  shutting_down: offline('shutting_down'),
};

const REFUSALS: Readonly<Record<RefusedCode, Link>> = {
  protocol_too_old: refused('protocol_too_old'),
  protocol_too_new: refused('protocol_too_new'),
  malformed: refused('malformed'),
};

/** One for each kind of banner that a status alone brings about. */
export const STATUS_OF_BANNER: Readonly<Record<Exclude<BannerView['kind'], 'caught_up'>, SyncStatus>> = {
  none: statusOf({}),
  unavailable: statusOf({ cache: 'unavailable' }),
  signed_out: statusOf({ link: LINKS.signed_out }),
  refused: statusOf({ link: LINKS.refused }),
  offline: statusOf({ link: LINKS.offline, pendingSends: 2 }),
  connecting: statusOf({ link: LINKS.connecting }),
  first_sync: statusOf({ link: LINKS.catching_up, cache: 'loading', progress: { loaded: 1200, total: 5400 } }),
  catching_up: statusOf({ link: LINKS.catching_up }),
  rebuilt: statusOf({ notice: 'cache_rebuilt_newer' }),
  journal: statusOf({ notice: 'journal_failed' }),
};

/** One for each notice. */
const NOTICES: Readonly<Record<Notice, SyncStatus>> = {
  cache_rebuilt_newer: statusOf({ notice: 'cache_rebuilt_newer' }),
  cache_rebuilt_older: statusOf({ notice: 'cache_rebuilt_older' }),
  cache_rebuilt_corrupt: statusOf({ notice: 'cache_rebuilt_corrupt' }),
  journal_failed: statusOf({ notice: 'journal_failed' }),
  journal_unreadable: statusOf({ notice: 'journal_unreadable', pendingSends: 1 }),
};

const WAITING = [
  queuedSend(1, { state: 'waiting', code: null, text: 'I am writing this without a connection.' }),
  queuedSend(2, { state: 'waiting', code: null, text: 'It waits until the relay is back.' }),
];

function panelOf(link: Link | null): () => Scene {
  const control: Named = (t) => t('link.label', { state: t(linkWords(link).title) });
  return () => sceneOf({ status: statusOf({ link }), steps: [{ does: 'press', control }] });
}

function named<Value>(
  prefix: string,
  values: Readonly<Record<string, Value>>,
  sceneFor: (value: Value) => () => Scene,
): Readonly<Record<string, () => Scene>> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}-${slug(name)}`, sceneFor(value)]));
}

function withNews(conversation: Conversation): Conversation {
  return { ...conversation, inboundCount: conversation.readInbound + 3 };
}

function slug(name: string): string {
  return name.replaceAll('_', '-');
}

/** How the console stands with its relay and its disk. */
export const LINK_SCENES: Readonly<Record<string, () => Scene>> = {
  ...named('banner', STATUS_OF_BANNER, (status) => () => sceneOf({ status })),
  ...named('notice', NOTICES, (status) => () => sceneOf({ status })),
  ...named('panel', LINKS, panelOf),
  ...named('offline', OFFLINE_REASONS, panelOf),
  ...named('refused', REFUSALS, (link) => () => sceneOf({ status: statusOf({ link }) })),
  'offline-waiting': () =>
    sceneOf({ status: STATUS_OF_BANNER.offline, thread: threadOf(THREAD, { queued: WAITING, older: 'offline' }) }),
  'offline-cards': () =>
    sceneOf({
      status: statusOf({ link: LINKS.offline, pendingSends: 3 }),
      thread: threadOf(THREAD, { queued: [CARD_OF_CODE.newer_reply, ...WAITING] }),
    }),
  'never-connected': () =>
    sceneOf({ conversations: null, open: null, status: statusOf({ link: LINKS.offline, profile: null, people: [] }) }),
  'banner-caught-up': () =>
    sceneOf({
      status: statusOf({ link: LINKS.offline }),
      steps: [{ does: 'turn', status: statusOf({}), conversations: CONVERSATIONS.slice(3).map(withNews) }],
    }),
  'first-page': () =>
    sceneOf({
      conversations: null,
      open: null,
      status: statusOf({ link: LINKS.catching_up, cache: 'loading', progress: { loaded: 0, total: 0 } }),
    }),
};
