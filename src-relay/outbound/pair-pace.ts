/**
 * How fast one person may be written to (facts §5.10). Meta allows one message per 6 seconds, and lets several go
 * within 6 seconds as a loan: after n of them the next one may go n × 6 seconds after the first. We borrow up to 10.
 *
 * Pure; times are epoch milliseconds of the caller's clock.
 */
export type PairPace = {
  /** When the loan that runs was begun. */
  readonly burstAt: number;
  /** When it is paid back. */
  readonly paidAt: number;
  /** How often in a row the provider has refused since. */
  readonly refusals: number;
};

export const NEVER_WRITTEN_TO: PairPace = { burstAt: 0, paidAt: 0, refusals: 0 };

const SPACING_MS = 6000;
/** Shorter than Meta's 6 seconds by what one call may take longer than another. */
const BURST_WINDOW_MS = 5000;
const SLACK_MS = 500;
const LARGEST_BURST = 10;
const LONGEST_LOAN_MS = LARGEST_BURST * SPACING_MS + SLACK_MS;
const MS_PER_SECOND = 1000;
const LONGEST_REFUSAL_MS = 300_000;

/** When the next message to this person may go; never before `now`. */
export function pairFitsAt(pace: PairPace, now: number): number {
  const { burstAt, paidAt, refusals } = believed(pace, now);
  if (now >= paidAt) return now;
  const isOpen = refusals === 0 && now < burstAt + BURST_WINDOW_MS && paidAt < burstAt + LONGEST_LOAN_MS;
  return isOpen ? now : paidAt;
}

/** The pace after a message that left at `now`, when {@link pairFitsAt} allowed it. */
export function afterPairSend(pace: PairPace, now: number): PairPace {
  const { burstAt, paidAt, refusals } = believed(pace, now);
  if (now >= paidAt) return { burstAt: now, paidAt: now + SPACING_MS + SLACK_MS, refusals };
  return { burstAt, paidAt: paidAt + SPACING_MS, refusals };
}

/** The pace after the provider said "too many to this person": 4^n seconds of silence (1, 4, 16 …), as Meta advises. */
export function afterPairRefusal({ burstAt, refusals }: PairPace, now: number): PairPace {
  const wait = Math.min(LONGEST_REFUSAL_MS, MS_PER_SECOND * 4 ** refusals);
  return { burstAt, paidAt: now + wait, refusals: refusals + 1 };
}

/** The pace after a message that the provider took. */
export function afterPairAcceptance(pace: PairPace): PairPace {
  return { ...pace, refusals: 0 };
}

/** A moment further ahead than any wait was written by a clock that is wrong. */
function believed(pace: PairPace, now: number): PairPace {
  return pace.paidAt > now + 2 * LONGEST_REFUSAL_MS ? NEVER_WRITTEN_TO : pace;
}
