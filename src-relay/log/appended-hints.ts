import type { Appended } from './log.ts';

/** Tells listeners in this process what was appended, after the commit. */
export class AppendedHints {
  readonly #listeners = new Set<(appended: Appended) => void>();

  listen(listener: (appended: Appended) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(appended: Appended): void {
    if (appended.events.length === 0) return;
    for (const listener of this.#listeners) listener(appended);
  }
}
