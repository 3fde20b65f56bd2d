import type { IBreaker } from 'cockatiel';

/** So many faults in a row, and no further call is begun. */
const FAULTS_IN_A_ROW = 5;
/** They are the address's own only if more than one number has them, where more than one uses it. */
const NUMBERS_AT_LEAST = 2;

/** Counts faults in a row, and the numbers that had them: one number in trouble says nothing of an address that others use. */
export class FaultsOfNumbers implements IBreaker {
  /** As {@link IBreaker} wants it: nothing is kept over a restart. */
  state: unknown = undefined;
  readonly #callers = new Set<string>();
  readonly #faulty = new Set<string>();
  #inARow = 0;

  /** Before the breaker is told of the same call. */
  note(numberId: string, { isFault }: { readonly isFault: boolean }): void {
    this.#callers.add(numberId);
    if (isFault) this.#faulty.add(numberId);
  }

  success(): void {
    this.#inARow = 0;
    this.#faulty.clear();
  }

  failure(): boolean {
    this.#inARow += 1;
    const numbers = Math.min(this.#callers.size, NUMBERS_AT_LEAST);
    return this.#inARow >= FAULTS_IN_A_ROW && this.#faulty.size >= numbers;
  }
}
