import type { Clock } from '../../src-shared/lib/clock.ts';

type Options = {
  /** Bytes of all bodies in hand at once. */
  readonly most: number;
  /** A body that is still not whole after so many milliseconds gives way. */
  readonly slowAfterMs: number;
  readonly clock: Clock;
};

/**
 * The memory that bodies may take, all together. When it is used up, bodies that arrive slowly are forgotten for those
 * that arrive now, so that slow senders can't hold it against everybody; where that does not help, the newest is.
 */
export class BodyBudget {
  readonly #options: Options;
  /** Those not yet whole, oldest first. */
  readonly #arriving = new Set<HeldBody>();
  #used = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Bytes in hand. */
  get used(): number {
    return this.#used;
  }

  /** A body begins to arrive. Must be disposed once it is answered, or its sender is gone. */
  hold(): HeldBody {
    const body = new HeldBody({
      reserve: (bytes) => this.#reserve(body, bytes),
      giveBack: (bytes) => {
        this.#used -= bytes;
      },
      ended: () => this.#arriving.delete(body),
      since: this.#options.clock.now(),
    });
    this.#arriving.add(body);
    return body;
  }

  #reserve(asking: HeldBody, bytes: number): boolean {
    const { most, slowAfterMs, clock } = this.#options;
    for (const body of this.#arriving) {
      if (this.#used + bytes <= most || clock.now() - body.since < slowAfterMs) break;
      if (body !== asking) body.forget();
    }
    if (this.#used + bytes > most) return false;
    this.#used += bytes;
    return true;
  }
}

type Purse = {
  readonly reserve: (bytes: number) => boolean;
  readonly giveBack: (bytes: number) => void;
  readonly ended: () => void;
  readonly since: number;
};

/** One body: arriving → whole or forgotten. */
export class HeldBody implements Disposable {
  readonly since: number;
  readonly #purse: Purse;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isForgotten = false;

  constructor(purse: Purse) {
    this.#purse = purse;
    this.since = purse.since;
  }

  /** Keeps the chunk where there is room, and else forgets the body. */
  push(chunk: Buffer): void {
    if (this.#isForgotten) return;
    if (!this.#purse.reserve(chunk.length)) return this.forget();
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /** All of it, or undefined when it was forgotten. It stays in hand until it is disposed. */
  whole(): Buffer | undefined {
    this.#purse.ended();
    const whole = this.#isForgotten ? undefined : Buffer.concat(this.#chunks);
    this.#chunks = [];
    return whole;
  }

  /** Gives its room to others; what still comes of it is not kept. */
  forget(): void {
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#isForgotten = true;
    this.#purse.ended();
    this.#purse.giveBack(this.#bytes);
    this.#bytes = 0;
    this.#chunks = [];
  }
}
