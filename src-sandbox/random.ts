/** Randomness that repeats for a given seed, so that a practice morning can be played twice alike. */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number;
  readonly bytes: (length: number) => Buffer;
};

const UINT32 = 0x1_0000_0000;

export function seededRandom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
  return {
    next,
    bytes: (length) => Buffer.from(Array.from({ length }, () => Math.floor(next() * 256))),
  };
}

/** A whole number between the two, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1));
}

/** The items in a drawn order. */
export function shuffled<Item>(random: Random, items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01_00_01_93) >>> 0;
  return value;
}
