import { between, seededRandom, type Random } from '../random.ts';
import type { Cancel, Time } from '../time.ts';
import type { Handshake } from '../webhooks/callback.ts';
import { waIdSchema } from '../world/ids.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { World } from '../world/world.ts';
import type { PlayCustomer, PlayLine, PlayScript } from './script.ts';

export type PlayerDeps = {
  readonly world: World;
  readonly script: PlayScript;
  readonly time: Time;
  readonly verify: () => Promise<Handshake>;
};

type Entry = { readonly customer: PlayCustomer; readonly line: PlayLine };
type Span = { readonly shortest: number; readonly longest: number };

const FIRST_VERIFY_GAP_MS = 250;
const LONGEST_VERIFY_GAP_MS = 2000;
const MINUTE_MS = 60_000;

/**
 * Plays a script: waits until the callback verifies, writes the backlog, then lets new messages come one by one and
 * customers answer agents. Order, words and pauses follow from the script's seed alone. Silent until `start`.
 */
export class Player {
  readonly #deps: PlayerDeps;
  readonly #random: Random;
  readonly #pauses = new Set<Cancel>();
  readonly #answered = new Map<string, number>();
  #state: 'silent' | 'playing' | 'closed' = 'silent';

  constructor(deps: PlayerDeps) {
    this.#deps = deps;
    this.#random = seededRandom(deps.script.seed);
  }

  start(): void {
    this.#state = 'playing';
    void this.#begin(FIRST_VERIFY_GAP_MS);
  }

  /** Told of every accepted send; its customer answers with the next of their answers, if the send reaches them. */
  agentAnswered(send: AcceptedSend): void {
    const { customer } = send;
    if (this.#state !== 'playing' || customer === undefined || send.fate.kind === 'fails') return;
    const given = this.#answered.get(customer.waId) ?? 0;
    const cast = this.#deps.script.customers.find(({ phone }) => phone === customer.waId);
    const text = cast?.answers[given];
    if (text === undefined) return;
    this.#answered.set(customer.waId, given + 1);
    this.#after(this.#deps.script.answerAfterMs, () => {
      this.#deps.world.customerWrites({ from: customer.waId, name: customer.name, text });
    });
  }

  close(): void {
    this.#state = 'closed';
    for (const cancel of this.#pauses) cancel();
    this.#pauses.clear();
  }

  /** `verify` never rejects; an unreachable relay is one that has not started yet. */
  async #begin(gapMs: number): Promise<void> {
    const { verified } = await this.#deps.verify();
    if (this.#state !== 'playing') return;
    if (verified) {
      this.#playBacklog();
      this.#playLater(this.#shuffledLater());
      return;
    }
    this.#after({ shortest: gapMs, longest: gapMs }, () => {
      void this.#begin(Math.min(gapMs * 2, LONGEST_VERIFY_GAP_MS));
    });
  }

  #playBacklog(): void {
    const nowMs = this.#deps.time.nowMs();
    const entries = this.#deps.script.customers
      .flatMap((customer) => customer.backlog.map((line): Entry => ({ customer, line })))
      .toSorted((left, right) => right.line.minutesAgo - left.line.minutesAgo);
    for (const { customer, line } of entries) this.#speak(customer, line, nowMs);
  }

  #speak(customer: PlayCustomer, line: PlayLine, nowMs: number): void {
    const party = waIdSchema.parse(customer.phone);
    const atMs = nowMs - line.minutesAgo * MINUTE_MS;
    if (line.by === 'owner') this.#deps.world.ownerAnswers({ to: party, text: line.text, atMs });
    else this.#deps.world.customerWrites({ from: party, name: customer.name, text: line.text, atMs });
  }

  /** Customers take turns in a drawn order, each saying their lines in their own order. */
  #shuffledLater(): readonly Entry[] {
    const rounds = Math.max(0, ...this.#deps.script.customers.map(({ later }) => later.length));
    return Array.from({ length: rounds }, (_round, index) => {
      const speaking = this.#deps.script.customers.filter(({ later }) => later.length > index);
      return this.#shuffled(speaking).map((customer): Entry => {
        const line: PlayLine = { by: 'customer', text: customer.later[index] ?? '', minutesAgo: 0 };
        return { customer, line };
      });
    }).flat();
  }

  #playLater(entries: readonly Entry[]): void {
    const [next, ...rest] = entries;
    if (next === undefined) return;
    this.#after(this.#deps.script.newMessageEveryMs, () => {
      this.#speak(next.customer, next.line, this.#deps.time.nowMs());
      this.#playLater(rest);
    });
  }

  #shuffled<Item>(items: readonly Item[]): readonly Item[] {
    return items
      .map((item) => ({ item, key: this.#random.next() }))
      .toSorted((left, right) => left.key - right.key)
      .map(({ item }) => item);
  }

  #after(span: Span, run: () => void): void {
    const cancel = this.#deps.time.after(between(this.#random, span.shortest, span.longest), () => {
      this.#pauses.delete(cancel);
      run();
    });
    this.#pauses.add(cancel);
  }
}
