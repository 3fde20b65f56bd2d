import type { Activity } from '../activity.ts';
import { FaultQueue } from '../fault-queue.ts';
import type { Cancel, Time } from '../time.ts';
import type { Callback } from './callback.ts';
import type { WebhookPayload } from './envelope.ts';
import { metaJson } from './escape.ts';

export const deliveryFaults = ['drop', 'lose', 'duplicate'] as const;

/**
 * `drop`: the attempt is lost on the way and retried like any failed one. `lose`: the webhook never comes, as after
 * Meta's seven days. `duplicate`: it is posted twice.
 */
export type DeliveryFault = (typeof deliveryFaults)[number];

export type DeliveryCounts = {
  readonly delivered: number;
  readonly failedAttempts: number;
  readonly givenUp: number;
};

type Delivery = {
  readonly body: Buffer;
  readonly retries: number;
  readonly waitedMs: number;
  readonly end: () => void;
};

const FIRST_GAP_MS = 2000;
const LONGEST_GAP_MS = 60 * 60 * 1000;
const RETRIED_FOR_MS = 7 * 24 * 60 * 60 * 1000;
const CONCURRENT_POSTS = 64;

/**
 * Posts webhooks to the callback URL, concurrently and without promise of order. What is not answered 200 is posted
 * again after gaps that double, until it is delivered or seven days of gaps have passed (facts §1.2).
 * A delivery counts as pending from `deliver` until one of the two.
 */
export class Deliverer {
  readonly faults: FaultQueue<DeliveryFault>;
  readonly #callback: Callback;
  readonly #time: Time;
  readonly #activity: Activity;
  readonly #ready: Delivery[] = [];
  readonly #gaps = new Set<Cancel>();
  readonly #counts = { delivered: 0, failedAttempts: 0, givenUp: 0 };
  #inFlight = 0;
  #isClosed = false;

  constructor(deps: { readonly callback: Callback; readonly time: Time; readonly activity: Activity }) {
    this.faults = new FaultQueue(deps.time.nowMs);
    this.#callback = deps.callback;
    this.#time = deps.time;
    this.#activity = deps.activity;
  }

  counts(): DeliveryCounts {
    return { ...this.#counts };
  }

  deliver(payload: WebhookPayload): void {
    if (this.#isClosed) return;
    const body = metaJson(payload);
    const fault = this.faults.take();
    if (fault === 'lose') {
      this.#counts.givenUp += 1;
      return;
    }
    const delivery: Delivery = { body, retries: 0, waitedMs: 0, end: this.#activity.begin('delivery') };
    if (fault === 'drop') {
      this.#failed(delivery);
      return;
    }
    this.#enqueue(delivery);
    if (fault === 'duplicate') this.#enqueue({ ...delivery, end: this.#activity.begin('delivery') });
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#gaps) cancel();
    this.#gaps.clear();
    this.#ready.length = 0;
  }

  #enqueue(delivery: Delivery): void {
    this.#ready.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (!this.#isClosed && this.#inFlight < CONCURRENT_POSTS) {
      const next = this.#ready.shift();
      if (next === undefined) return;
      this.#inFlight += 1;
      void this.#attempt(next);
    }
  }

  /** Never rejects: the callback reports failures as outcomes. */
  async #attempt(delivery: Delivery): Promise<void> {
    const outcome = await this.#callback.post(delivery.body);
    this.#inFlight -= 1;
    if (this.#isClosed) return;
    if (outcome.kind === 'answered' && outcome.status === 200) {
      this.#counts.delivered += 1;
      delivery.end();
    } else {
      this.#failed(delivery);
    }
    this.#pump();
  }

  #failed(delivery: Delivery): void {
    this.#counts.failedAttempts += 1;
    const gapMs = Math.min(FIRST_GAP_MS * 2 ** delivery.retries, LONGEST_GAP_MS);
    const waitedMs = delivery.waitedMs + gapMs;
    if (waitedMs > RETRIED_FOR_MS) {
      this.#counts.givenUp += 1;
      delivery.end();
      return;
    }
    const cancel = this.#time.after(gapMs, () => {
      this.#gaps.delete(cancel);
      this.#enqueue({ ...delivery, retries: delivery.retries + 1, waitedMs });
    });
    this.#gaps.add(cancel);
  }
}
