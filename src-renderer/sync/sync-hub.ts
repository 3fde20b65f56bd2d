import type { LinkState } from '../../src-shared/ipc/link-state.ts';
import type { Profile } from '../../src-shared/ipc/profile.ts';
import type { FaultCode, ToMain, ToWorker } from '../../src-shared/ipc/sync-port.ts';
import { commandIdSchema } from '../../src-shared/domain/ids.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { makeUuidV7 } from '../../src-shared/lib/uuid-v7.ts';
import type { Storages } from '../db/storage.ts';
import type { Reply, Request, Topic, Update } from '../sync-client/sync-contract.ts';
import { Lane } from './lane.ts';
import { MainLink } from './main-link.ts';
import { ProfileSession } from './profile-session.ts';
import { StatusBoard } from './status-board.ts';
import type { SyncPort } from './sync-port.ts';
import { WindowConnection } from './window-connection.ts';

export type SyncEnvironment = {
  readonly openStorages: () => Promise<Storages>;
  /** Waits until nobody else holds `name`; the function given releases it. */
  readonly lock: (name: string) => Promise<() => void>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly startTimer: StartTimer;
};

type Post = (update: Update) => void;
type SessionTopic = Exclude<Topic, { topic: 'status' }>;
type Subscription = { readonly topic: SessionTopic; readonly post: Post; stop: (() => void) | null };
type OpenProfile = { readonly session: ProfileSession; readonly release: () => void };

/**
 * The sync worker: windows on one side, main on the other, between them the session of one profile. Windows may come
 * before the profile is known; what they ask for waits. At most one session is open, and no other worker has the same
 * one (lock by cache key). A new link supersedes the one before.
 */
export class SyncHub {
  readonly #environment: SyncEnvironment;
  readonly #status = new StatusBoard();
  readonly #windows = new Set<WindowConnection>();
  readonly #subscriptions = new Set<Subscription>();
  readonly #switching = new Lane();
  #link: MainLink | null = null;
  #open: OpenProfile | null = null;
  /** Null: the profile could not be opened. */
  #isOpened = Promise.withResolvers<ProfileSession | null>();

  constructor(environment: SyncEnvironment) {
    this.#environment = environment;
  }

  connectWindow(port: SyncPort): void {
    const connection: WindowConnection = new WindowConnection(port, {
      attach: (topic, post) => this.#attach(topic, post),
      handle: (request) => this.#handle(request),
      takeLink: (link) => this.#takeLink(link),
      malformed: (error) => this.#report('window_malformed', error),
      closed: () => this.#windows.delete(connection),
    });
    this.#windows.add(connection);
    if (this.#link === null) connection.wantLink();
  }

  /** Closes what is open; the hub is of no use afterwards. */
  async close(): Promise<void> {
    this.#link?.close();
    this.#link = null;
    await this.#switching.run(() => this.#closeProfile());
  }

  #takeLink(port: SyncPort): void {
    const link: MainLink = new MainLink(port, {
      take: (message) => {
        if (this.#link === link) this.#takeFromMain(message);
      },
      closed: () => {
        if (this.#link === link) this.#loseLink();
      },
    });
    this.#link?.close();
    this.#link = link;
  }

  #loseLink(): void {
    this.#link = null;
    const [someWindow] = this.#windows;
    someWindow?.wantLink();
  }

  #takeFromMain(message: ToWorker): void {
    switch (message.kind) {
      case 'profile':
        this.#switching
          .run(() => this.#openProfile(message.profile))
          .catch((error: unknown) => this.#report('profile_switch', error));
        return;
      case 'link':
        this.#followLink(message.link);
        return;
      case 'down':
        this.#open?.session.take({ bytes: message.bytes, message: message.message });
        return;
      default:
        assertNever(message);
    }
  }

  #followLink(link: LinkState): void {
    this.#status.patch({ link });
    this.#open?.session.setLink(link);
  }

  async #openProfile(profile: Profile): Promise<void> {
    if (this.#open?.session.profile.cacheKey !== profile.cacheKey) {
      await this.#closeProfile();
      try {
        this.#open = await this.#startSession(profile);
      } catch (error: unknown) {
        this.#report('profile_open', error);
        this.#status.patch({ cache: 'unavailable' });
        this.#settleOpening(null);
        return;
      }
    }
    const { session } = this.#open;
    this.#settleOpening(session);
    this.#status.patch({ profile });
    for (const subscription of this.#subscriptions) {
      subscription.stop ??= session.attach(subscription.topic, subscription.post);
    }
    await session.greet();
    const { link } = this.#status.status;
    if (link !== null) session.setLink(link);
  }

  /** For those who wait and for those to come. */
  #settleOpening(session: ProfileSession | null): void {
    this.#isOpened.resolve(session);
    this.#isOpened = Promise.withResolvers();
    this.#isOpened.resolve(session);
  }

  async #startSession(profile: Profile): Promise<OpenProfile> {
    const { openStorages, lock, clock, random, startTimer } = this.#environment;
    const release = await lock(`echodesk-sync-${profile.cacheKey}`);
    try {
      const session = await ProfileSession.open({
        profile,
        clock,
        storages: await openStorages(),
        newCommandId: () => commandIdSchema.parse(makeUuidV7(clock, random)),
        status: this.#status,
        toMain: (message) => this.#toMain(message),
        startTimer,
        report: (code, error) => this.#report(code, error),
        journalFailed: (error) => {
          this.#report('journal', error);
          this.#status.patch({ notice: 'journal_failed' });
        },
      });
      return { session, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #closeProfile(): Promise<void> {
    if (this.#open === null) return;
    const { session, release } = this.#open;
    this.#open = null;
    this.#isOpened = Promise.withResolvers();
    for (const subscription of this.#subscriptions) {
      subscription.stop?.();
      subscription.stop = null;
    }
    await session.close();
    release();
  }

  #toMain(message: ToMain): void {
    this.#link?.post(message);
  }

  #report(code: FaultCode, error: unknown): void {
    this.#toMain({ kind: 'fault', code, name: nameOf(error) });
  }

  #attach(topic: Topic, post: Post): () => void {
    if (topic.topic === 'status') return this.#status.attach(post);
    const subscription: Subscription = { topic, post, stop: this.#open?.session.attach(topic, post) ?? null };
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
      subscription.stop?.();
    };
  }

  /** Answers when a profile is open, or could not be opened. */
  async #handle(request: Request): Promise<Reply> {
    const session = await this.#isOpened.promise;
    if (session === null) return { outcome: 'failed', code: 'no_profile', detail: 'it could not be opened' };
    try {
      return await session.handle(request);
    } catch (error: unknown) {
      this.#report('request', error);
      return { outcome: 'failed', code: 'storage', detail: nameOf(error) };
    }
  }
}

/** What may be said of an error: what it says itself may quote a person. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
