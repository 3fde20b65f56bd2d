import type { MessageKey } from '../../text/message-key.ts';
import type { useSyncStatus } from '../../queries/use-sync-status.ts';

export type SyncStatus = ReturnType<typeof useSyncStatus>;
export type Link = NonNullable<SyncStatus['link']>;

export type Light = 'live' | 'busy' | 'waiting' | 'broken';

type LinkWords = { readonly light: Light; readonly title: MessageKey };

const WORDS: Record<Link['state'], LinkWords> = {
  connecting: { light: 'busy', title: 'link.connecting' },
  catching_up: { light: 'busy', title: 'link.catching-up' },
  live: { light: 'live', title: 'link.live' },
  offline: { light: 'waiting', title: 'link.offline' },
  signed_out: { light: 'broken', title: 'link.signed-out' },
  refused: { light: 'broken', title: 'link.refused' },
};

const REASONS = {
  unreachable: 'link.reason.unreachable',
  busy: 'link.reason.busy',
  closed: 'link.reason.closed',
  silent: 'link.reason.silent',
  suspended: 'link.reason.suspended',
  no_network: 'link.reason.no-network',
  too_slow: 'link.reason.too-slow',
  shutting_down: 'link.reason.shutting-down',
} as const satisfies Record<Extract<Link, { state: 'offline' }>['reason'], MessageKey>;

/** The colour and the words of a link; a link nobody has told of yet is being opened. */
export function linkWords(link: Link | null): LinkWords {
  return WORDS[link === null || isHandOver(link) ? 'connecting' : link.state];
}

/** Only the first two tries after a loss come so soon. */
const HAND_OVER_WAIT_MS = 500;

/** Whether the link may still be going over to another node of the relay: nobody need see it as offline. */
export function isHandOver(link: Link): boolean {
  if (link.state !== 'offline' || link.reason === 'no_network') return false;
  return link.retryAt - link.since <= HAND_OVER_WAIT_MS;
}

/** Why there is no link, where that is known. */
export function offlineReason(link: Link | null): MessageKey | null {
  return link?.state === 'offline' ? REASONS[link.reason] : null;
}
