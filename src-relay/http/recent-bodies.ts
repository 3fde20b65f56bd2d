/**
 * The last bodies that were stored, by their signature: bodies with the same one are the same bytes. Bounded; what was
 * pushed out is taken for new.
 */
export class RecentBodies {
  readonly #most: number;
  /** Oldest first. */
  readonly #signatures = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Notes a body; whether it is remembered already. */
  isRepeated(signature: string): boolean {
    if (this.#signatures.delete(signature)) {
      this.#signatures.add(signature);
      return true;
    }
    this.#signatures.add(signature);
    const [oldest] = this.#signatures;
    if (this.#signatures.size > this.#most && oldest !== undefined) this.#signatures.delete(oldest);
    return false;
  }
}
