import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { DeviceId, Epoch, Seq } from '../../src-shared/domain/ids.ts';
import type { LinkState } from '../../src-shared/ipc/link-state.ts';
import type { Profile } from '../../src-shared/ipc/profile.ts';
import type { ToMain, ToWorker } from '../../src-shared/ipc/sync-port.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import { backoffMs, type BackoffLimits } from '../../src-shared/lib/backoff.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { SessionInfo } from '../../src-shared/protocol/session-info.ts';
import type { Welcome } from '../../src-shared/protocol/welcome.ts';
import type { Log } from '../logging/log.ts';
import type { RelayAnswer } from './ask-relay.ts';
import { Connection, type Ending, type Passed } from './connection.ts';
import type { dial } from './dial.ts';
import {
  linkStateOf,
  startLink,
  stepLink,
  type Link,
  type LinkEffect,
  type LinkEvent,
  type LinkStep,
  type OfflineReason,
} from './link-machine.ts';
import { isSamePerson, makeProfile, refreshProfile } from './make-profile.ts';
import type { ProfileKeeper } from './profile-file.ts';

/** The relay to speak to, and as whom. */
export type RelayAccess = {
  readonly origin: string;
  readonly consoleUrl: string;
  readonly token: string | null;
  readonly profiles: ProfileKeeper;
  readonly askSession: (token: string, signal: AbortSignal) => Promise<RelayAnswer<SessionInfo>>;
};

export type RelayLinkOptions = {
  readonly device: DeviceId;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly random: RandomBytes;
  readonly dial: typeof dial;
  /** False where the system knows of no network at all; only names the reason, never keeps from trying. */
  readonly isNetworkUp: () => boolean;
  readonly onFrame: (frame: Frame, profile: Profile) => void;
  readonly onUnread: (conversations: number) => void;
  readonly log: Log;
};

const BACKOFF: BackoffLimits = { firstMs: 250, mostMs: 15_000 };

/**
 * Carries out what the link machine decides: owns the one connection, the one request, the retry timer, and the way to
 * the worker.
 *
 * - Only the newest worker is spoken to; it gets the link's state and the profile as soon as either is known.
 * - `#cursor` is what the newest worker has said to be durable; the next hello starts there.
 * - After `resync` it is null until the next welcome, whatever the worker still says of the run before.
 * - The frame goes to the worker first, then to `onFrame`.
 */
export class RelayLink {
  readonly #options: RelayLinkOptions;
  readonly #identified = Promise.withResolvers<void>();
  #access: RelayAccess | null = null;
  #link: Link | null = null;
  #shown: LinkState;
  #profile: Profile | null = null;
  #worker: ((message: ToWorker) => void) | null = null;
  #connection: Connection | null = null;
  #request: AbortController | null = null;
  #cursor: Cursor | null = null;
  #epoch: Epoch | null = null;
  #acknowledged: Seq | null = null;
  #mustRebuild = false;
  #dropRetry = () => {};

  constructor(options: RelayLinkOptions) {
    this.#options = options;
    this.#shown = { state: 'connecting', since: options.clock.now() };
  }

  get profile(): Profile | null {
    return this.#profile;
  }

  get state(): LinkState {
    return this.#shown;
  }

  /** Resolves when it is known whose inbox this is, or that it can't be known now. */
  get identified(): Promise<void> {
    return this.#identified.promise;
  }

  /** Until then the link shows as connecting and does nothing. Null: no relay is known, and it stays offline. */
  start(access: RelayAccess | null): void {
    this.#access = access;
    this.#take(startLink(this.#whatIsKnown(access), this.#options.clock.now()));
  }

  #whatIsKnown(access: RelayAccess | null): Parameters<typeof startLink>[0] {
    if (access === null) return 'no_relay';
    if (access.token === null) return 'no_token';
    this.#profile = access.profiles.load(access.token);
    return this.#profile === null ? 'nobody' : 'profile';
  }

  /** A worker takes over; the one before is no longer spoken to. Returns the way to say that it is gone. */
  attach(worker: (message: ToWorker) => void): () => void {
    this.#detach();
    this.#worker = worker;
    worker({ kind: 'link', link: this.#shown });
    if (this.#profile !== null) worker({ kind: 'profile', profile: this.#profile });
    return () => {
      if (this.#worker === worker) this.#detach();
    };
  }

  /** What the attached worker says. */
  onWorker(message: ToMain): void {
    switch (message.kind) {
      case 'ready':
        this.#onReady(message.cacheKey, message.cursor);
        return;
      case 'applied':
        this.#onApplied(message.cursor, message.bytes);
        return;
      case 'up':
        this.#connection?.send(message.message);
        return;
      case 'unread':
        this.#options.onUnread(message.conversations);
        return;
      case 'resync':
        this.#options.log.warn('resync_asked', { reason: message.reason.slice(0, 64) });
        this.#mustRebuild = true;
        this.#cursor = null;
        this.#tell({ kind: 'resync_asked' });
        return;
      case 'fault':
        this.#options.log.warn('worker_fault', { code: message.code, name: message.name.slice(0, 64) });
        return;
      default:
        assertNever(message);
    }
  }

  retryNow(): void {
    this.#tell({ kind: 'retry_asked' });
  }

  /** The machine woke up or its network changed. */
  nudge(): void {
    this.#tell({ kind: 'nudged' });
  }

  suspend(): void {
    this.#tell({ kind: 'suspended' });
  }

  [Symbol.dispose](): void {
    this.#hangUp();
    this.#dropRetry();
    this.#worker = null;
  }

  #detach(): void {
    this.#worker = null;
    this.#tell({ kind: 'cache_left' });
  }

  #onReady(cacheKey: string, cursor: Cursor | null): void {
    if (cacheKey !== this.#profile?.cacheKey) return;
    this.#cursor = cursor;
    this.#mustRebuild = false;
    this.#tell({ kind: 'cache_opened' });
  }

  #onApplied(cursor: Cursor | null, bytes: number): void {
    this.#connection?.giveBack(bytes);
    if (this.#mustRebuild) return;
    this.#cursor = cursor;
    if (cursor !== null) this.#acknowledge(cursor);
    this.#tell({ kind: 'applied', cursor });
  }

  #acknowledge(cursor: Cursor): void {
    if (cursor.epoch !== this.#epoch || cursor.seq === this.#acknowledged) return;
    this.#acknowledged = cursor.seq;
    this.#connection?.send({ type: 'ack', cursor });
  }

  #tell(event: LinkEvent): void {
    const { clock, log, random } = this.#options;
    if (this.#link === null) return;
    const before = this.#link.phase;
    const step = stepLink(this.#link, event, {
      now: clock.now(),
      backoffMs: (failures) => backoffMs(failures, BACKOFF, random),
    });
    const { phase, failures } = step.link;
    if (phase !== before) log.info('link_moved', { from: before, to: phase, by: event.kind, failures });
    this.#take(step);
  }

  #take({ link, effects }: LinkStep): void {
    this.#link = link;
    this.#show(linkStateOf(link));
    for (const effect of effects) this.#perform(effect);
    if (link.phase !== 'identifying') this.#identified.resolve();
  }

  #show(state: LinkState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#shown)) return;
    this.#shown = state;
    this.#worker?.({ kind: 'link', link: state });
  }

  #perform(effect: LinkEffect): void {
    switch (effect) {
      case 'identify':
        void this.#identify();
        return;
      case 'announce_profile':
        if (this.#profile !== null) this.#worker?.({ kind: 'profile', profile: this.#profile });
        return;
      case 'forget_profile':
        this.#profile = null;
        this.#access?.profiles.forget();
        return;
      case 'open_socket':
        this.#openSocket();
        return;
      case 'hang_up':
        this.#hangUp();
        return;
      case 'probe':
        this.#connection?.probe();
        return;
      case 'plan_retry':
        this.#planRetry();
        return;
      case 'drop_retry':
        this.#dropRetry();
        return;
      default:
        assertNever(effect);
    }
  }

  async #identify(): Promise<void> {
    const access = must(this.#access, 'relay access');
    if (access.token === null) {
      this.#tell({ kind: 'unauthorised' });
      return;
    }
    const request = new AbortController();
    this.#request = request;
    const answer = await access.askSession(access.token, request.signal);
    if (this.#request !== request) return;
    this.#request = null;
    switch (answer.kind) {
      case 'answer':
        this.#keepProfile(makeProfile(access.origin, answer.value));
        this.#tell({ kind: 'identified' });
        return;
      case 'unauthorised':
        this.#tell({ kind: 'unauthorised' });
        return;
      case 'busy':
      case 'unreachable':
        this.#options.log.info('session_not_answered', { cause: answer.cause });
        this.#tell({ kind: 'failed', reason: this.#reasonOf(answer.kind) });
        return;
      default:
        assertNever(answer);
    }
  }

  #keepProfile(profile: Profile): void {
    const access = must(this.#access, 'relay access');
    this.#profile = profile;
    access.profiles.save(must(access.token, 'token'), profile);
  }

  #openSocket(): void {
    const { appVersion, clock, device, dial, startTimer } = this.#options;
    const { consoleUrl, token } = must(this.#access, 'relay access');
    this.#epoch = null;
    this.#acknowledged = null;
    this.#connection = new Connection({
      url: consoleUrl,
      token: must(token, 'token'),
      hello: {
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        device,
        cursor: this.#cursor,
        appVersion,
      },
      dial,
      clock,
      startTimer,
      onMessage: (message, bytes) => {
        this.#onDown(message, bytes);
      },
      onEnd: (ending) => {
        this.#onEnd(ending);
      },
    });
  }

  #onDown(message: Passed, bytes: number): void {
    if (message.type === 'welcome') {
      this.#onWelcome(message);
      return;
    }
    this.#worker?.({ kind: 'down', bytes, message });
    if (message.type === 'frame') this.#options.onFrame(message, must(this.#profile, 'profile'));
  }

  #onWelcome(welcome: Welcome): void {
    const profile = must(this.#profile, 'profile');
    if (!isSamePerson(profile, welcome)) {
      this.#tell({ kind: 'other_person' });
      return;
    }
    const refreshed = refreshProfile(profile, welcome);
    if (JSON.stringify(refreshed) !== JSON.stringify(profile)) this.#keepProfile(refreshed);
    this.#epoch = welcome.epoch;
    this.#mustRebuild = false;
    this.#worker?.({ kind: 'down', bytes: 0, message: welcome });
    this.#tell({
      kind: 'welcomed',
      head: { epoch: welcome.epoch, seq: welcome.head },
      cursor: welcome.resume === 'frames' ? this.#cursor : null,
    });
  }

  #onEnd(ending: Ending): void {
    switch (ending.kind) {
      case 'unauthorised':
        this.#tell(ending);
        return;
      case 'refused':
        this.#options.log.warn('link_refused', { code: ending.code });
        this.#tell(ending);
        return;
      case 'failed':
        this.#options.log.info('link_failed', { reason: ending.reason, cause: ending.cause });
        this.#tell({ kind: 'failed', reason: this.#reasonOf(ending.reason) });
        return;
      default:
        assertNever(ending);
    }
  }

  #reasonOf(reason: OfflineReason): OfflineReason {
    const couldBeNetwork = reason === 'unreachable' || reason === 'silent';
    return couldBeNetwork && !this.#options.isNetworkUp() ? 'no_network' : reason;
  }

  #planRetry(): void {
    if (this.#link?.phase !== 'offline') return;
    this.#dropRetry();
    this.#dropRetry = this.#options.startTimer(
      () => {
        this.#tell({ kind: 'retry_due' });
      },
      Math.max(0, this.#link.retryAt - this.#options.clock.now()),
    );
  }

  #hangUp(): void {
    this.#request?.abort();
    this.#request = null;
    this.#connection?.end();
    this.#connection = null;
  }
}
