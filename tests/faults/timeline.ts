const MS_PER_SECOND = 1000;

/** What was done to the parts, and what they did, in seconds since the start. */
export class Timeline {
  readonly #startedAt = performance.now();
  readonly #lines: string[] = [];

  note(what: string): void {
    const seconds = ((performance.now() - this.#startedAt) / MS_PER_SECOND).toFixed(3);
    this.#lines.push(`${seconds.padStart(9)} ${what}`);
  }

  /** The latest `count` lines. */
  last(count: number): readonly string[] {
    return this.#lines.slice(-count);
  }
}
