import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { LinkState } from '../../src-shared/ipc/link-state.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';

/**
 * The link to the relay as a pure state machine: `(link, event, context) → {link, effects}`.
 *
 *   unconfigured                     no relay: nothing ever happens
 *   identifying ──identified──▶ opening_cache ──cache_opened──▶ connecting ──welcomed──▶ catching_up ──applied──▶ live
 *        └────────────┴── failed, suspended, resync_asked, other_person ──▶ offline ──retry_due, nudged──▶ as far as `ready` says
 *   unauthorised ──▶ signed_out, refused ──▶ refused: both wait for `retry_asked`
 *
 * Invariants:
 * - a socket is open or being opened exactly in connecting, catching_up and live; `hang_up` goes with leaving them;
 * - a retry is planned exactly in offline;
 * - `failures` counts from the last time the link was live, and returns to 0 only there;
 * - no socket is opened before the worker's cache of the current profile is open.
 */
export type Link = LinkContext & LinkPhase;

type LinkPhase =
  | { readonly phase: 'unconfigured' | 'identifying' | 'opening_cache' | 'connecting' | 'live' | 'signed_out' }
  | { readonly phase: 'catching_up'; readonly head: Cursor; readonly left: number }
  | { readonly phase: 'offline'; readonly retryAt: EpochMs; readonly reason: OfflineReason }
  | { readonly phase: 'refused'; readonly code: RefusalCode };

type LinkContext = {
  readonly since: EpochMs;
  readonly failures: number;
  /** How far the next try can go: whose inbox it is, and whether its cache is open. */
  readonly ready: 'nothing' | 'profile' | 'cache';
};

export type OfflineReason = Extract<LinkState, { state: 'offline' }>['reason'];
export type RefusalCode = Extract<LinkState, { state: 'refused' }>['code'];

export type LinkEvent =
  /** The relay, or what was kept of it, has told whose inbox this is. */
  | { readonly kind: 'identified' }
  /** The worker has the cache of this profile open. */
  | { readonly kind: 'cache_opened' }
  /** The worker is gone or another takes its place. */
  | { readonly kind: 'cache_left' }
  | { readonly kind: 'welcomed'; readonly head: Cursor; readonly cursor: Cursor | null }
  /** The welcome is for another person than the profile. */
  | { readonly kind: 'other_person' }
  /** The worker's cursor moved. */
  | { readonly kind: 'applied'; readonly cursor: Cursor | null }
  /** The cache can't follow: the next hello asks for a snapshot. */
  | { readonly kind: 'resync_asked' }
  /** A request or a socket failed or ended. */
  | { readonly kind: 'failed'; readonly reason: OfflineReason }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'suspended' }
  /** Something suggests that a try is worth it now: woken up, another network. */
  | { readonly kind: 'nudged' }
  | { readonly kind: 'retry_due' }
  /** A person wants it now. */
  | { readonly kind: 'retry_asked' };

export type LinkEffect =
  | 'identify'
  | 'announce_profile'
  | 'forget_profile'
  | 'open_socket'
  /** Ends the request or socket that is under way, if any. */
  | 'hang_up'
  /** Asks the socket for a sign of life, soon. */
  | 'probe'
  | 'plan_retry'
  | 'drop_retry';

export type LinkStep = { readonly link: Link; readonly effects: readonly LinkEffect[] };

/** `backoffMs(n)`: how long to wait after failure number n (1 = the first since the link was live). */
export type StepContext = { readonly now: EpochMs; readonly backoffMs: (failures: number) => number };

/** How long a suspended machine is given before the link comes back by itself, should the wake-up go unnoticed. */
const SUSPENDED_MS = 15_000;

const JOINED: readonly Link['phase'][] = ['catching_up', 'live'];
const WITH_SOCKET: readonly Link['phase'][] = ['connecting', ...JOINED];
const BUSY: readonly Link['phase'][] = ['identifying', ...WITH_SOCKET];
const WAITING: readonly Link['phase'][] = ['offline', 'signed_out', 'refused'];

/** The first state: what is there to start from. */
export function startLink(start: 'no_relay' | 'no_token' | 'nobody' | 'profile', now: EpochMs): LinkStep {
  const context = { since: now, failures: 0, ready: 'nothing' } as const;
  switch (start) {
    case 'no_relay':
      return still({ ...context, phase: 'unconfigured' });
    case 'no_token':
      return still({ ...context, phase: 'signed_out' });
    case 'nobody':
      return { link: { ...context, phase: 'identifying' }, effects: ['identify'] };
    case 'profile':
      return { link: { ...context, ready: 'profile', phase: 'opening_cache' }, effects: ['announce_profile'] };
    default:
      return assertNever(start);
  }
}

/** What `event` makes of `link`. Total: an event that means nothing in a phase leaves everything as it is. */
export function stepLink(link: Link, event: LinkEvent, at: StepContext): LinkStep {
  if (link.phase === 'unconfigured') return still(link);
  switch (event.kind) {
    case 'identified':
      return identified(link, at);
    case 'cache_opened':
      return cacheOpened(link, at);
    case 'cache_left':
      return cacheLeft(link, at);
    case 'welcomed':
      return whenIn(link, ['connecting'], still(progressed(link, event, at)));
    case 'applied':
      return applied(link, event.cursor, at);
    case 'other_person':
      return whenIn(link, ['connecting'], withForgottenProfile(lost(link, 'closed', at)));
    case 'resync_asked':
      return whenIn(link, WITH_SOCKET, lost(link, 'closed', at));
    case 'failed':
      return whenIn(link, BUSY, lost(link, event.reason, at));
    case 'unauthorised':
      return whenIn(link, BUSY, { link: enter(link, 'signed_out', { since: at.now }), effects: ['hang_up'] });
    case 'refused':
      return whenIn(link, WITH_SOCKET, {
        link: { ...common(link), since: at.now, phase: 'refused', code: event.code },
        effects: ['hang_up'],
      });
    case 'suspended':
      return whenIn(link, BUSY, asleep(link, at));
    case 'nudged':
      return isIn(link, JOINED) ? { link, effects: ['probe'] } : whenIn(link, ['offline'], retried(link, at));
    case 'retry_due':
      return whenIn(link, ['offline'], retried(link, at));
    case 'retry_asked':
      return isIn(link, JOINED) ? { link, effects: ['probe'] } : whenIn(link, WAITING, retried(link, at));
    default:
      return assertNever(event);
  }
}

/** What a window shows of it. */
export function linkStateOf(link: Link): LinkState {
  const { since } = link;
  switch (link.phase) {
    case 'unconfigured':
      return { state: 'offline', since, retryAt: since, reason: 'unreachable' };
    case 'identifying':
    case 'opening_cache':
    case 'connecting':
      return { state: 'connecting', since };
    case 'catching_up':
      return { state: 'catching_up', since, left: link.left };
    case 'live':
    case 'signed_out':
      return { state: link.phase, since };
    case 'offline':
      return { state: 'offline', since, retryAt: link.retryAt, reason: link.reason };
    case 'refused':
      return { state: 'refused', since, code: link.code };
    default:
      return assertNever(link);
  }
}

function identified(link: Link, at: StepContext): LinkStep {
  return whenIn(link, ['identifying'], {
    link: enter(link, 'opening_cache', { since: at.now, ready: 'profile' }),
    effects: ['announce_profile'],
  });
}

function cacheOpened(link: Link, at: StepContext): LinkStep {
  const opened: Link = { ...link, ready: 'cache' };
  const connecting = enter(opened, 'connecting', { since: at.now });
  if (link.phase === 'opening_cache') return { link: connecting, effects: ['open_socket'] };
  if (isIn(link, WITH_SOCKET)) return { link: connecting, effects: ['hang_up', 'open_socket'] };
  return still(link.ready === 'nothing' ? link : opened);
}

function cacheLeft(link: Link, at: StepContext): LinkStep {
  const left: Link = { ...link, ready: link.ready === 'cache' ? 'profile' : link.ready };
  return isIn(link, WITH_SOCKET)
    ? { link: enter(left, 'opening_cache', { since: at.now }), effects: ['hang_up'] }
    : still(left);
}

function applied(link: Link, cursor: Cursor | null, at: StepContext): LinkStep {
  return still(link.phase === 'catching_up' ? progressed(link, { head: link.head, cursor }, at) : link);
}

function progressed(link: Link, { head, cursor }: { head: Cursor; cursor: Cursor | null }, at: StepContext): Link {
  const left = cursor?.epoch === head.epoch ? Math.max(0, head.seq - cursor.seq) : head.seq;
  const isWhole = cursor?.epoch === head.epoch && left === 0;
  if (isWhole) return enter({ ...link, failures: 0 }, 'live', { since: at.now });
  return {
    ...common(link),
    since: link.phase === 'catching_up' ? link.since : at.now,
    phase: 'catching_up',
    head,
    left,
  };
}

function lost(link: Link, reason: OfflineReason, at: StepContext): LinkStep {
  const failures = link.failures + 1;
  const retryAt = epochMs(at.now + at.backoffMs(failures));
  return {
    link: { ...common(link), since: at.now, failures, phase: 'offline', retryAt, reason },
    effects: ['hang_up', 'plan_retry'],
  };
}

function withForgottenProfile(step: LinkStep): LinkStep {
  return { link: { ...step.link, ready: 'nothing' }, effects: [...step.effects, 'forget_profile'] };
}

function asleep(link: Link, at: StepContext): LinkStep {
  const retryAt = epochMs(at.now + SUSPENDED_MS);
  return {
    link: { ...common(link), since: at.now, phase: 'offline', retryAt, reason: 'suspended' },
    effects: ['hang_up', 'plan_retry'],
  };
}

function retried(link: Link, at: StepContext): LinkStep {
  const effects: readonly LinkEffect[] = link.phase === 'offline' ? ['drop_retry'] : [];
  switch (link.ready) {
    case 'nothing':
      return { link: enter(link, 'identifying', { since: at.now }), effects: [...effects, 'identify'] };
    case 'profile':
      return { link: enter(link, 'opening_cache', { since: at.now }), effects };
    case 'cache':
      return { link: enter(link, 'connecting', { since: at.now }), effects: [...effects, 'open_socket'] };
    default:
      return assertNever(link.ready);
  }
}

function enter(
  link: Link,
  phase: 'identifying' | 'opening_cache' | 'connecting' | 'live' | 'signed_out',
  changed: Partial<LinkContext>,
): Link {
  return { ...common(link), ...changed, phase };
}

function common({ since, failures, ready }: Link): LinkContext {
  return { since, failures, ready };
}

function still(link: Link): LinkStep {
  return { link, effects: [] };
}

function isIn(link: Link, phases: readonly Link['phase'][]): boolean {
  return phases.includes(link.phase);
}

function whenIn(link: Link, phases: readonly Link['phase'][], step: LinkStep): LinkStep {
  return isIn(link, phases) ? step : still(link);
}
