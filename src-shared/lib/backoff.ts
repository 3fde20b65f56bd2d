import { randomFraction, type RandomBytes } from './random.ts';

export type BackoffLimits = { readonly firstMs: number; readonly mostMs: number };

/**
 * Milliseconds to wait before try number `attempt` (1 = the first retry): exponential with full jitter,
 * so that many consoles that lost the same relay do not come back at the same instant.
 */
export function backoffMs(attempt: number, limits: BackoffLimits, random: RandomBytes): number {
  const ceiling = Math.min(limits.mostMs, limits.firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * randomFraction(random));
}
