/** A source of randomness: fills and returns the given bytes. Given as an argument, like the clock. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const UINT32_RANGE = 2 ** 32;

/** A number in [0, 1) with 32 bits of randomness. */
export function randomFraction(random: RandomBytes): number {
  const bytes = random(new Uint8Array(4));
  return new DataView(bytes.buffer).getUint32(0) / UINT32_RANGE;
}
