/** Encoded frames that several consoles are about to get: each is made once. Holds the last `capacity` of them. */
export class FrameCache {
  readonly #capacity: number;
  readonly #frames = new Map<string, Buffer>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The frame of `key`, made by `encode` when it is not there. */
  take(key: string, encode: () => Buffer): Buffer {
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const frame = encode();
    this.#frames.set(key, frame);
    const oldest = this.#frames.keys().next();
    if (this.#frames.size > this.#capacity && oldest.done !== true) this.#frames.delete(oldest.value);
    return frame;
  }
}
