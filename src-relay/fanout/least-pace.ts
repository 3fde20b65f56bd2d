import type { StartTimer } from '../../src-shared/lib/timers.ts';

export type LeastPaceLimits = {
  /** Bytes per second, over each whole window. */
  readonly bytesPerSecond: number;
  readonly windowMs: number;
};

const MS_PER_SECOND = 1000;

/**
 * Watches that who is given something large takes it fast enough, all the way: a reader who only just takes each piece in
 * time would otherwise hold what it is read from for as long as it likes. Windows in which the relay itself was slow do
 * not count: `isHeldUp` tells whether the reader is waited for. `onOver` is called once.
 */
export class LeastPace implements Disposable {
  readonly #startTimer: StartTimer;
  readonly #limits: LeastPaceLimits;
  readonly #isHeldUp: () => boolean;
  readonly #onOver: () => void;
  #cancel: () => void = () => undefined;
  #bytes = 0;
  #isOver = false;

  constructor(startTimer: StartTimer, limits: LeastPaceLimits, on: { isHeldUp: () => boolean; over: () => void }) {
    this.#startTimer = startTimer;
    this.#limits = limits;
    this.#isHeldUp = on.isHeldUp;
    this.#onOver = on.over;
    this.#watch();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  given(bytes: number): void {
    this.#bytes += bytes;
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  #watch(): void {
    const { bytesPerSecond, windowMs } = this.#limits;
    this.#cancel = this.#startTimer(() => {
      this.#isOver = this.#isHeldUp() && this.#bytes < (bytesPerSecond * windowMs) / MS_PER_SECOND;
      this.#bytes = 0;
      if (this.#isOver) this.#onOver();
      else this.#watch();
    }, windowMs);
  }
}
