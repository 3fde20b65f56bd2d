import type { Clock } from './clock.ts';
import type { RandomBytes } from './random.ts';

const TIMESTAMP_BYTES = 6;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of time, then randomness, so that ids sort by age.
 * Two ids of the same millisecond have no order.
 */
export function makeUuidV7(clock: Clock, random: RandomBytes): string {
  const bytes = random(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  let rest: number = clock.now();
  for (let index = TIMESTAMP_BYTES - 1; index >= 0; index -= 1) {
    view.setUint8(index, rest % 256);
    rest = Math.floor(rest / 256);
  }
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
