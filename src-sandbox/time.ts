/**
 * The only clock and the only timers of the sandbox. `nowMs` is what messages are stamped with; `after` is what
 * pauses wait on. A speed factor may shorten pauses and never touches the clock.
 */
export type Cancel = () => void;

export type Time = {
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => Cancel;
};

export const systemTime: Time = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

export function atSpeed(time: Time, speed: number): Time {
  return {
    nowMs: time.nowMs,
    after: (delayMs, run) => time.after(delayMs / speed, run),
  };
}

type Pause = { readonly dueMs: number; readonly run: () => void; cancel: Cancel };

/** A clock that can be put forward on purpose: whatever falls due on the way happens at its own time. */
export class MovableTime implements Time {
  readonly #base: Time;
  readonly #pauses = new Set<Pause>();
  #aheadMs = 0;

  constructor(base: Time) {
    this.#base = base;
  }

  readonly nowMs = (): number => this.#base.nowMs() + this.#aheadMs;

  readonly after = (delayMs: number, run: () => void): Cancel => {
    const pause: Pause = { dueMs: this.nowMs() + delayMs, run, cancel: () => {} };
    this.#pauses.add(pause);
    this.#arm(pause, delayMs);
    return () => {
      this.#pauses.delete(pause);
      pause.cancel();
    };
  };

  /** Puts the clock forward. Pauses that end on the way end in their order, those they begin included. */
  advance(byMs: number): void {
    const untilMs = this.nowMs() + byMs;
    for (let next = this.#nextUntil(untilMs); next !== undefined; next = this.#nextUntil(untilMs)) {
      this.#aheadMs += Math.max(0, next.dueMs - this.nowMs());
      next.cancel();
      this.#end(next);
    }
    this.#aheadMs += Math.max(0, untilMs - this.nowMs());
    for (const pause of this.#pauses) {
      pause.cancel();
      this.#arm(pause, pause.dueMs - this.nowMs());
    }
  }

  #arm(pause: Pause, delayMs: number): void {
    pause.cancel = this.#base.after(Math.max(0, delayMs), () => {
      this.#end(pause);
    });
  }

  #end(pause: Pause): void {
    this.#pauses.delete(pause);
    pause.run();
  }

  #nextUntil(untilMs: number): Pause | undefined {
    let next: Pause | undefined;
    for (const pause of this.#pauses) {
      if (pause.dueMs <= untilMs && (next === undefined || pause.dueMs < next.dueMs)) next = pause;
    }
    return next;
  }
}

/** Meta writes the timestamps of messages and statuses as strings of Unix seconds (facts §1.4). */
export function toUnixSeconds(epochMs: number): string {
  return String(Math.floor(epochMs / 1000));
}
