import type { Activity } from '../activity.ts';
import { between, type Random } from '../random.ts';
import type { Cancel, Time } from '../time.ts';
import type { WebhookUpdate } from '../webhooks/envelope.ts';
import { statusUpdate } from '../webhooks/status-update.ts';
import type { BusinessAccount } from './account.ts';
import { ExpiringMap } from './expiring-map.ts';
import type { PriceList, Pricing } from './pricing.ts';
import type { AcceptedSend } from './sends.ts';
import type { ReportedStatus } from './status.ts';
import type { World } from './world.ts';

export const statusModes = ['auto', 'manual'] as const;

/** `auto`: sent, delivered and read follow by themselves. `manual`: each status comes when it is told to. */
export type StatusMode = (typeof statusModes)[number];

type Step = { readonly status: ReportedStatus; readonly shortestMs: number; readonly longestMs: number };

const steps: readonly Step[] = [
  { status: 'sent', shortestMs: 300, longestMs: 900 },
  { status: 'delivered', shortestMs: 400, longestMs: 1500 },
  { status: 'read', shortestMs: 1200, longestMs: 4000 },
];

/** Of a voice note (facts §5.3). */
const played: Step = { status: 'played', shortestMs: 1500, longestMs: 6000 };

const failure: readonly Step[] = [{ status: 'failed', shortestMs: 300, longestMs: 900 }];

/** What the first status said that shows a message's arrival. */
type Arrival = { readonly toldOn: ReportedStatus; readonly pricing: Pricing };

/** How long Meta keeps what can't be delivered (facts §5.2): after that no further status is to come. */
const UNDELIVERED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export type StatusDirectorDeps = {
  readonly account: BusinessAccount;
  readonly world: World;
  readonly prices: PriceList;
  readonly time: Time;
  readonly random: Random;
  readonly activity: Activity;
  /** Whether the status at hand is told twice. */
  readonly repeats: () => boolean;
  readonly deliver: (update: WebhookUpdate) => void;
};

/**
 * Reports what becomes of accepted sends. A send that Meta fails is reported `failed` in either mode, since that is
 * the platform's doing and not the customer's. A send's statuses count as one pending activity until the last is out.
 */
export class StatusDirector {
  readonly #deps: StatusDirectorDeps;
  readonly #pauses = new Set<Cancel>();
  readonly #arrivals: ExpiringMap<Arrival>;
  #mode: StatusMode;

  constructor(deps: StatusDirectorDeps, mode: StatusMode) {
    this.#deps = deps;
    this.#arrivals = new ExpiringMap(deps.time.nowMs, UNDELIVERED_KEPT_MS);
    this.#mode = mode;
  }

  get mode(): StatusMode {
    return this.#mode;
  }

  /** Holds for sends accepted from now on. */
  setMode(mode: StatusMode): void {
    this.#mode = mode;
  }

  accepted(send: AcceptedSend): void {
    if (send.fate.kind === 'reaches' && this.#mode === 'manual') return;
    this.#play(send, this.#planOf(send), this.#deps.activity.begin('status'));
  }

  emit(send: AcceptedSend, status: ReportedStatus, errorCode?: number): void {
    const { account, world, deliver, time } = this.#deps;
    const atMs = time.nowMs();
    world.conversations.advanceStatus(send.wamid, status);
    const pricing = this.#pricingOf(send, status, atMs);
    const customer = send.customer && (world.customers.byUserId(send.customer.userId) ?? send.customer);
    const parties = customer && world.parties(customer);
    deliver(statusUpdate({ account, parties }, { send, status, atMs, pricing, errorCode }));
  }

  close(): void {
    for (const cancel of this.#pauses) cancel();
    this.#pauses.clear();
  }

  /** `delivered` is passed over while the chat is open, and neither `read` nor `played` comes without receipts (facts §2.2). */
  #planOf({ fate, customer, content }: AcceptedSend): readonly Step[] {
    if (fate.kind === 'fails') return failure;
    const isVoiceNote = content.type === 'audio' && Reflect.get(content.body, 'voice') === true;
    return [...steps, ...(isVoiceNote ? [played] : [])].filter(
      ({ status }) =>
        !(status === 'delivered' && customer?.chatOpen === true) &&
        !((status === 'read' || status === 'played') && customer?.hidesReceipts === true),
    );
  }

  #play(send: AcceptedSend, plan: readonly Step[], end: () => void): void {
    const [step, ...rest] = plan;
    if (step === undefined) {
      end();
      return;
    }
    const pauseMs = between(this.#deps.random, step.shortestMs, step.longestMs);
    const cancel = this.#deps.time.after(pauseMs, () => {
      this.#pauses.delete(cancel);
      const code = send.fate.kind === 'fails' ? send.fate.code : undefined;
      this.emit(send, step.status, code);
      if (this.#deps.repeats()) this.emit(send, step.status, code);
      this.#play(send, rest, end);
    });
    this.#pauses.add(cancel);
  }

  /** On `sent`, and on the first of delivered and read (facts §2.2), as often as either is told. */
  #pricingOf(send: AcceptedSend, status: ReportedStatus, atMs: number): Pricing | undefined {
    if (status === 'failed') return undefined;
    const arrival = this.#arrivals.get(send.wamid);
    if (status === 'sent') return arrival?.pricing ?? this.#deps.prices.expected(send.priceClass, atMs);
    if (arrival !== undefined) return arrival.toldOn === status ? arrival.pricing : undefined;
    const pricing = this.#deps.prices.delivered(send.priceClass, atMs);
    this.#arrivals.set(send.wamid, { toldOn: status, pricing });
    return pricing;
  }
}
