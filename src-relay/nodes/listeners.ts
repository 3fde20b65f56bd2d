/** Who wants to hear of one kind of thing. */
export class Listeners<Heard> {
  readonly #all = new Set<(heard: Heard) => void>();

  /** Returns the function that ends it. */
  add(listener: (heard: Heard) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(heard: Heard): void {
    for (const listener of this.#all) listener(heard);
  }
}
