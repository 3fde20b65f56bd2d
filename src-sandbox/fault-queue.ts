/** How long an order stands: for the next so many takers, or until a time. */
type Order<Fault> =
  | { readonly kind: 'counted'; readonly fault: Fault; left: number }
  | { readonly kind: 'timed'; readonly fault: Fault; readonly untilMs: number };

/** An order that still stands. */
export type StandingFault<Fault> =
  | { readonly fault: Fault; readonly left: number }
  | { readonly fault: Fault; readonly leftMs: number };

/** Faults ordered for what comes next, taken one at a time, first ordered first. */
export class FaultQueue<Fault> {
  readonly #nowMs: () => number;
  #orders: Order<Fault>[] = [];

  /** `nowMs`: the world's clock, by which an order for a time ends. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** For the next `count` takers. */
  order(fault: Fault, count: number): void {
    this.#orders.push({ kind: 'counted', fault, left: count });
  }

  /** For every taker from now on for `durationMs`. */
  orderFor(fault: Fault, durationMs: number): void {
    this.#orders.push({ kind: 'timed', fault, untilMs: this.#nowMs() + durationMs });
  }

  take(): Fault | undefined {
    this.#forgetEnded();
    const [order] = this.#orders;
    if (order?.kind === 'counted') order.left -= 1;
    return order?.fault;
  }

  standing(): readonly StandingFault<Fault>[] {
    this.#forgetEnded();
    return this.#orders.map((order) =>
      order.kind === 'counted'
        ? { fault: order.fault, left: order.left }
        : { fault: order.fault, leftMs: order.untilMs - this.#nowMs() },
    );
  }

  clear(): void {
    this.#orders = [];
  }

  #forgetEnded(): void {
    const nowMs = this.#nowMs();
    this.#orders = this.#orders.filter((order) => (order.kind === 'counted' ? order.left > 0 : nowMs < order.untilMs));
  }
}
