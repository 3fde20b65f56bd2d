import { setTimeout as pause } from 'node:timers/promises';
import { between, type Random } from '../../src-sandbox/random.ts';
import type { ControlClient } from '../../src-sandbox/control-client.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { FaultWorld } from './fault-world.ts';

const GAP_MS = { shortest: 300, longest: 2500 };

type DeliveryMishap = Parameters<ControlClient['failDeliveries']>[0];
type SendMishap = Parameters<ControlClient['failSends']>[0];

/** Of webhooks; each comes in the end. */
const DELIVERIES: readonly DeliveryMishap[] = [
  'drop',
  'duplicate',
  'answer-lost',
  'hang-up',
  'truncate',
  'bad-signature',
  { delayMs: 3000 },
];

/** Of sends; after some of them the message is accepted, after others it is not, and the relay can't tell. */
const SENDS: readonly SendMishap[] = [
  { kind: 'no-answer', line: 'cut' },
  { kind: 'no-answer', line: 'silent' },
  { kind: 'drop', line: 'cut' },
  { kind: 'server-error', httpStatus: 502, accepted: true },
  { kind: 'server-error', httpStatus: 503, accepted: false },
  { kind: 'error-code', code: 131_000 },
];

const SHARE = { delivery: 0.6, send: 0.25 };

type Exposed = Pick<FaultWorld, 'meta' | 'colleagues'>;

/** What befalls webhooks, sends and the consoles without a window besides the kills, drawn until stopped. */
export class Mishaps {
  /** How many were ordered. */
  count = 0;
  readonly #world: Exposed;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(world: Exposed, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  start(): void {
    this.#running = this.#run();
    // Told by `stop`.
    this.#running.catch(() => undefined);
  }

  /** Those that were ordered and not met yet are taken back. Throws what went wrong meanwhile. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#world.meta.control.clearFaults();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#order();
      this.count += 1;
      await pause(between(this.#random, GAP_MS.shortest, GAP_MS.longest), undefined, { signal }).catch(() => undefined);
    }
  }

  async #order(): Promise<void> {
    const { control } = this.#world.meta;
    const draw = this.#random.next();
    if (draw < SHARE.delivery) await control.failDeliveries(this.#oneOf(DELIVERIES), between(this.#random, 1, 3));
    else if (draw < SHARE.delivery + SHARE.send) await control.failSends(this.#oneOf(SENDS));
    else this.#oneOf(this.#world.colleagues).drop(this.#random.next() < 0.5);
  }

  #oneOf<Each>(all: readonly Each[]): Each {
    return must(all[between(this.#random, 0, all.length - 1)], 'a mishap');
  }
}
