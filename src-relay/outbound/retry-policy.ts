import { backoffMs } from '../../src-shared/lib/backoff.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';

/** What to do with an attempt after a call. `delayMs` until the next try. */
export type NextStep =
  | { readonly kind: 'sent'; readonly providerId: string }
  /** `code` null: the provider could not be reached. */
  | { readonly kind: 'try_again'; readonly delayMs: number; readonly code: number | null }
  /** Nothing of this number is tried before. */
  | { readonly kind: 'slow_number'; readonly delayMs: number; readonly code: number | null }
  /** Nothing of any number of the workspace is tried before. */
  | { readonly kind: 'slow_account'; readonly delayMs: number; readonly code: number | null }
  /** Nothing to this person is tried for 4^n seconds. */
  | { readonly kind: 'slow_person'; readonly code: number | null }
  /** Nothing of this number is tried until its owner has acted. */
  | { readonly kind: 'stop_number'; readonly code: number }
  /** Nothing of this number that no customer asked for is tried for long; a reply is tried again. */
  | { readonly kind: 'stop_outreach'; readonly delayMs: number; readonly code: number | null }
  /** `stopsPerson`: no use to write to this person. */
  | { readonly kind: 'failed'; readonly code: number | null; readonly stopsPerson: boolean }
  | { readonly kind: 'unknown' };

const MOST_REFUSED_TRIES = 10;
const UNREACHABLE = { firstMs: 1000, mostMs: 60_000 };
const REFUSED = { firstMs: 2000, mostMs: 300_000 };
const TOO_FAST = { firstMs: 1000, mostMs: 30_000 };
/** Meta counts the calls of an app and of an account by the hour. */
const TOO_MANY_CALLS = { firstMs: 60_000, mostMs: 300_000 };

/**
 * Decides by what a call came to; `tries` counts the calls so far, this one with them. What concerns the provider, the
 * number or the pace goes on until the service window closes; a refusal of this one message that may pass is tried
 * {@link MOST_REFUSED_TRIES} times; a call that may have had effect is never repeated (rule O4).
 */
export function nextStep(outcome: SendOutcome, tries: number, random: RandomBytes): NextStep {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'sent', providerId: outcome.providerId };
    case 'ambiguous':
      return { kind: 'unknown' };
    case 'unreachable':
      return { kind: 'try_again', delayMs: backoffMs(tries, UNREACHABLE, random), code: null };
    case 'rejected':
      return afterRefusal(outcome, tries, random);
  }
}

type Refusal = Extract<SendOutcome, { kind: 'rejected' }>;

function afterRefusal({ code, behaviour }: Refusal, tries: number, random: RandomBytes): NextStep {
  switch (behaviour) {
    case 'retry':
      if (tries >= MOST_REFUSED_TRIES) return { kind: 'failed', code, stopsPerson: false };
      return { kind: 'try_again', delayMs: backoffMs(tries, REFUSED, random), code };
    case 'hold_outreach':
      if (tries >= MOST_REFUSED_TRIES) return { kind: 'failed', code, stopsPerson: false };
      return { kind: 'stop_outreach', delayMs: backoffMs(tries, REFUSED, random), code };
    case 'slow_number':
      return { kind: 'slow_number', delayMs: backoffMs(tries, TOO_FAST, random), code };
    case 'slow_account':
      return { kind: 'slow_account', delayMs: backoffMs(tries, TOO_MANY_CALLS, random), code };
    case 'slow_person':
      return { kind: 'slow_person', code };
    case 'reauthorise':
    case 'hold':
      return { kind: 'stop_number', code: must(code, 'code of a stop') };
    case 'stop_person':
    case 'fail':
      return { kind: 'failed', code, stopsPerson: behaviour === 'stop_person' };
  }
}
