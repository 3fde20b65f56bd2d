import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';

import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { decodeHint, encodeHint } from './hint-codec.ts';
import type { Hint, Hints } from './hints.ts';
import { Listeners } from './listeners.ts';
import { natsOptions } from './nats-options.ts';
import type { NodeEvents } from './node-events.ts';

export type NatsHintsNeeds = {
  readonly natsUrl: string;
  /** Shared by all nodes of one relay, and by nobody else. */
  readonly deployment: string;
  readonly startTimer: StartTimer;
  readonly events: Pick<NodeEvents, 'hintSent' | 'hintHeard' | 'hintInvalid' | 'natsConnected' | 'natsFailed'>;
};

const RETRY_MS = 1000;

/**
 * Hints over NATS: published to one subject, heard by every other node, kept by nobody.
 *
 * It connects in the background and for ever: no fault of NATS is the relay's. While there is no connection, hints are
 * dropped and not queued: a late one says nothing that a look has not found.
 */
export class NatsHints implements Hints {
  readonly #needs: NatsHintsNeeds;
  readonly #subject: string;
  readonly #listeners = new Listeners<Hint>();
  readonly #stopped = Promise.withResolvers<void>();
  #connection: NatsConnection | undefined;
  #isCarried = false;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(needs: NatsHintsNeeds) {
    this.#needs = needs;
    this.#subject = `echodesk.hints.${needs.deployment}`;
  }

  /** Begins to connect. */
  start(): void {
    this.#running = this.#run();
  }

  get isCarried(): boolean {
    return this.#isCarried;
  }

  publish(hint: Hint): void {
    if (!this.#isCarried || this.#connection === undefined) return;
    try {
      this.#connection.publish(this.#subject, encodeHint(hint));
      this.#needs.events.hintSent(hint.kind);
    } catch (error) {
      this.#needs.events.natsFailed(error);
    }
  }

  listen(listener: (hint: Hint) => void): () => void {
    return this.#listeners.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    this.#stopped.resolve();
    await this.#connection?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.#live();
      } catch (error) {
        this.#needs.events.natsFailed(error);
      }
      this.#carry(false);
      if (!this.#isStopping) await this.#pause();
    }
  }

  /** Resolves when the connection is closed for good. */
  async #live(): Promise<void> {
    const connection = await connect(natsOptions(this.#needs.natsUrl));
    this.#connection = connection;
    if (this.#isStopping) await connection.close();
    connection.subscribe(this.#subject, { callback: (error, message) => this.#hear(error, message) });
    this.#carry(true);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' || type === 'close') this.#carry(false);
      else if (type === 'reconnect') this.#carry(true);
    }
    await connection.closed();
  }

  #hear(error: Error | null, message: Msg): void {
    const hint = error === null ? decodeHint(message.data) : undefined;
    if (hint === undefined) {
      this.#needs.events.hintInvalid();
      return;
    }
    this.#needs.events.hintHeard(hint.kind);
    this.#listeners.tell(hint);
  }

  #carry(isCarried: boolean): void {
    if (this.#isCarried === isCarried) return;
    this.#isCarried = isCarried;
    this.#needs.events.natsConnected(isCarried);
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#needs.startTimer(resolve, RETRY_MS);
    await Promise.race([promise, this.#stopped.promise]);
    cancel();
  }
}
