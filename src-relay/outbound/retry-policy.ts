import { backoffMs } from '../../src-shared/lib/backoff.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';

/** What to do with an attempt after a call. `delayMs` until the next try. */
export type NextStep =
  | { readonly kind: 'sent'; readonly providerId: string }
  | { readonly kind: 'try_again'; readonly delayMs: number }
  | { readonly kind: 'failed'; readonly code: number | null }
  | { readonly kind: 'unknown' };

/** The customer was written to too often: Meta advises 4^n seconds, for this conversation alone. */
const PAIR_RATE_LIMIT = 131_056;
const MOST_REFUSED_TRIES = 10;
const MS_PER_SECOND = 1000;
const UNREACHABLE = { firstMs: 1000, mostMs: 60_000 };
const REFUSED = { firstMs: 2000, mostMs: 300_000 };
const LONGEST_PAIR_WAIT_MS = 300_000;

/**
 * Decides by what a call came to; `tries` counts the calls so far, this one with them. While Meta can't be reached it
 * goes on until the service window closes; a refusal that may pass is tried {@link MOST_REFUSED_TRIES} times; a call
 * that may have had effect is never repeated.
 */
export function nextStep(outcome: SendOutcome, tries: number, random: RandomBytes): NextStep {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'sent', providerId: outcome.providerId };
    case 'ambiguous':
      return { kind: 'unknown' };
    case 'unreachable':
      return { kind: 'try_again', delayMs: backoffMs(tries, UNREACHABLE, random) };
    case 'rejected': {
      const { code, isRetryable } = outcome;
      if (!isRetryable || tries >= MOST_REFUSED_TRIES) return { kind: 'failed', code };
      return { kind: 'try_again', delayMs: refusedDelay(code, tries, random) };
    }
  }
}

function refusedDelay(code: number | null, tries: number, random: RandomBytes): number {
  if (code !== PAIR_RATE_LIMIT) return backoffMs(tries, REFUSED, random);
  return Math.min(LONGEST_PAIR_WAIT_MS, MS_PER_SECOND * 4 ** (tries - 1));
}
