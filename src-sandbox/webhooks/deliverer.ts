import type { Activity } from '../activity.ts';
import { FaultQueue } from '../fault-queue.ts';
import { between, shuffled, type Random } from '../random.ts';
import type { Cancel, Time } from '../time.ts';
import type { Callback, PostOutcome } from './callback.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import { payloadOf, type WebhookPayload, type WebhookUpdate } from './envelope.ts';
import { metaJson } from './escape.ts';
import { drawLoads, pack } from './pack.ts';

export const deliveryModes = ['orderly', 'realistic'] as const;

/**
 * `orderly`: one update per POST, which sets off at once. `realistic`: updates that wait are packed, POSTs overtake
 * each other, and now and then one comes again although it was answered 200 (facts §1.2), all drawn by seed.
 */
export type DeliveryMode = (typeof deliveryModes)[number];

/** In POSTs. */
export type DeliveryCounts = {
  readonly delivered: number;
  readonly failedAttempts: number;
  readonly givenUp: number;
};

export type DelivererDeps = {
  /** Where webhooks of a field go; undefined when the app is not subscribed. */
  readonly route: (field: string) => Callback | undefined;
  readonly time: Time;
  readonly random: Random;
  readonly activity: Activity;
};

type Delivery = {
  readonly field: string;
  readonly body: Buffer;
  readonly retries: number;
  readonly waitedMs: number;
  /** Meta is going to post it once more after it was answered 200. */
  readonly comesAgain: boolean;
  readonly end: () => void;
};

type Waiting = { readonly update: WebhookUpdate; readonly end: () => void };

const FIRST_GAP_MS = 2000;
const LONGEST_GAP_MS = 60 * 60 * 1000;
const RETRIED_FOR_MS = 7 * 24 * 60 * 60 * 1000;
const CONCURRENT_POSTS = 64;
/** How long `realistic` gathers updates, how often a POST is held back and by how much, and how often one comes again. */
const LONGEST_GATHER_MS = 250;
const SHARE_HELD_BACK = 0.25;
const LONGEST_HOLD_MS = 1500;
const SHARE_REPEATED = 0.03;

/**
 * Posts webhooks, concurrently and without promise of order. What is not answered 200 is posted again after gaps that
 * double, until it is delivered or seven days of gaps have passed (facts §1.2). A delivery counts as pending from
 * `deliver` until one of the two. While the app is not subscribed, nothing is delivered, then or later.
 */
export class Deliverer {
  readonly faults: FaultQueue<DeliveryFault>;
  readonly #deps: DelivererDeps;
  readonly #ready: Delivery[] = [];
  readonly #pauses = new Set<Cancel>();
  readonly #counts = { delivered: 0, failedAttempts: 0, givenUp: 0 };
  #waiting: Waiting[] = [];
  #mode: DeliveryMode;
  #inFlight = 0;
  #isClosed = false;

  constructor(deps: DelivererDeps, mode: DeliveryMode) {
    this.#deps = deps;
    this.#mode = mode;
    this.faults = new FaultQueue(deps.time.nowMs);
  }

  get mode(): DeliveryMode {
    return this.#mode;
  }

  /** Holds for updates from now on. */
  setMode(mode: DeliveryMode): void {
    this.#mode = mode;
  }

  /** What `tell` delivers sets off at once and by itself, in any mode. */
  inOrder(tell: () => void): void {
    const mode = this.#mode;
    this.#mode = 'orderly';
    tell();
    this.#mode = mode;
  }

  counts(): DeliveryCounts {
    return { ...this.#counts };
  }

  deliver(update: WebhookUpdate): void {
    if (this.#isClosed || this.#deps.route(update.field) === undefined) return;
    const end = this.#deps.activity.begin('delivery');
    if (this.#mode === 'orderly') this.#enqueue(this.#delivery(update.field, payloadOf(update), end));
    else this.#gather({ update, end });
  }

  /** Any body, escaped, signed and retried like the sandbox's own; it goes where webhooks of `field` go. */
  deliverPayload(payload: WebhookPayload, field = ''): void {
    if (this.#isClosed || this.#deps.route(field) === undefined) return;
    this.#enqueue(this.#delivery(field, payload, this.#deps.activity.begin('delivery')));
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#pauses) cancel();
    this.#pauses.clear();
    this.#ready.length = 0;
    this.#waiting = [];
  }

  #gather(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#waiting.length > 1) return;
    this.#after(between(this.#deps.random, 1, LONGEST_GATHER_MS), () => {
      this.#setOff();
    });
  }

  /** Updates for one address travel together. */
  #setOff(): void {
    const byAddress = Map.groupBy(this.#waiting, ({ update }) => this.#deps.route(update.field));
    this.#waiting = [];
    for (const group of byAddress.values()) this.#sendPacked(new Map(group.map(({ update, end }) => [update, end])));
  }

  /** A POST that is held back arrives after later ones. */
  #sendPacked(ends: ReadonlyMap<WebhookUpdate, () => void>): void {
    const { random } = this.#deps;
    for (const load of drawLoads(shuffled(random, [...ends.keys()]), random)) {
      const delivery = this.#delivery(load[0].field, pack(load, random), () => {
        for (const update of load) ends.get(update)?.();
      });
      const drawn = { ...delivery, comesAgain: random.next() < SHARE_REPEATED };
      if (random.next() >= SHARE_HELD_BACK) this.#enqueue(drawn);
      else this.#after(between(random, 1, LONGEST_HOLD_MS), () => this.#enqueue(drawn));
    }
  }

  #delivery(field: string, payload: WebhookPayload, end: () => void): Delivery {
    return { field, body: metaJson(payload), retries: 0, waitedMs: 0, comesAgain: false, end };
  }

  #enqueue(delivery: Delivery): void {
    this.#ready.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (!this.#isClosed && this.#inFlight < CONCURRENT_POSTS) {
      const next = this.#ready.shift();
      if (next === undefined) return;
      this.#begin(next, this.faults.take());
    }
  }

  #begin(delivery: Delivery, fault: DeliveryFault | undefined): void {
    if (fault === 'drop') {
      this.#failed(delivery);
    } else if (fault === 'lose') {
      this.#giveUp(delivery);
    } else if (typeof fault === 'object') {
      this.#after(fault.delayMs, () => this.#launch(delivery, undefined));
    } else {
      if (fault === 'duplicate') this.#launch({ ...delivery, end: this.#deps.activity.begin('delivery') }, undefined);
      this.#launch(delivery, fault);
    }
  }

  #launch(delivery: Delivery, fault: Exclude<DeliveryFault, object> | undefined): void {
    const callback = this.#deps.route(delivery.field);
    if (callback === undefined) {
      this.#giveUp(delivery);
      return;
    }
    this.#inFlight += 1;
    void this.#attempt(delivery, post(callback, delivery.body, fault));
  }

  /** Never rejects: the callback reports failures as outcomes. */
  async #attempt(delivery: Delivery, answer: Promise<PostOutcome>): Promise<void> {
    const outcome = await answer;
    this.#inFlight -= 1;
    if (this.#isClosed) return;
    if (outcome.kind === 'answered' && outcome.status === 200) this.#delivered(delivery);
    else this.#failed(delivery);
    this.#pump();
  }

  /** Retries go to all apps that listen, also to one that had said 200 already (facts §1.2). */
  #delivered(delivery: Delivery): void {
    this.#counts.delivered += 1;
    if (delivery.comesAgain) {
      const end = this.#deps.activity.begin('delivery');
      this.#after(FIRST_GAP_MS, () => this.#enqueue({ ...delivery, comesAgain: false, end }));
    }
    delivery.end();
  }

  #failed(delivery: Delivery): void {
    this.#counts.failedAttempts += 1;
    const gapMs = Math.min(FIRST_GAP_MS * 2 ** delivery.retries, LONGEST_GAP_MS);
    const waitedMs = delivery.waitedMs + gapMs;
    if (waitedMs > RETRIED_FOR_MS) this.#giveUp(delivery);
    else this.#after(gapMs, () => this.#enqueue({ ...delivery, retries: delivery.retries + 1, waitedMs }));
  }

  #giveUp(delivery: Delivery): void {
    this.#counts.givenUp += 1;
    delivery.end();
  }

  #after(delayMs: number, run: () => void): void {
    const cancel = this.#deps.time.after(delayMs, () => {
      this.#pauses.delete(cancel);
      run();
    });
    this.#pauses.add(cancel);
  }
}

const unheard: PostOutcome = { kind: 'unreachable', reason: 'the answer was lost' };

async function post(
  callback: Callback,
  body: Buffer,
  fault: Exclude<DeliveryFault, object> | undefined,
): Promise<PostOutcome> {
  switch (fault) {
    case 'answer-lost':
      await callback.post(body);
      return unheard;
    case 'hang-up':
      return callback.postAndHangUp(body);
    case 'truncate':
      return callback.postWith(body.subarray(0, body.length >> 1), callback.signatures(body));
    case 'bad-signature':
      return callback.postWith(body, callback.signatures(Buffer.from('another body')));
    case 'drop':
    case 'lose':
    case 'duplicate':
    case undefined:
      return callback.post(body);
    default:
      return fault satisfies never;
  }
}
