import type { StartTimer } from '../../src-shared/lib/timers.ts';

/** A point in time that can be waited past or disposed before. */
export class Deadline implements Disposable {
  readonly #cancel: () => void;
  #isOver = false;

  constructor(startTimer: StartTimer, milliseconds: number, onOver: () => void) {
    this.#cancel = startTimer(() => {
      this.#isOver = true;
      onOver();
    }, milliseconds);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }
}
