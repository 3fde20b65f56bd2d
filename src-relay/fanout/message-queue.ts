/** The part of a socket that stops and lets flow what it reads. */
export type Tap = { readonly pause: () => void; readonly resume: () => void };

const PAUSE_AT = 32;

/** Messages of one console, handled one at a time. While too many wait, nothing more is read from the socket. */
export class MessageQueue {
  readonly #tap: Tap;
  readonly #handle: (text: string) => Promise<void>;
  readonly #waiting: string[] = [];
  #isRunning = false;

  constructor(tap: Tap, handle: (text: string) => Promise<void>) {
    this.#tap = tap;
    this.#handle = handle;
  }

  /** `handle` must not reject. */
  push(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length === PAUSE_AT) this.#tap.pause();
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let text = this.#waiting.shift(); text !== undefined; text = this.#waiting.shift()) {
      await this.#handle(text);
      if (this.#waiting.length === PAUSE_AT - 1) this.#tap.resume();
    }
    this.#isRunning = false;
  }
}
