/**
 * How fast a business number may be used, in and out together (facts §5.10). Meta counts messages over the number per
 * second; this is the generic cell rate algorithm, with the state in one number, `paceUs`: the moment, in epoch
 * microseconds, from which the past no longer matters.
 *
 * - Of its limit L a number uses ¾ L per second steadily, and L/10 + 1 at once. In any second that is at most
 *   0.85 L + 1 messages: what is left is for calls that take unequally long, and for customers who write meanwhile.
 * - A customer's message is counted however many there are, and takes from what may be sent in the second after it.
 * - Bulk gets no part of the burst, so that a reply finds room at once, however much bulk goes out.
 * - A moment further ahead than any wait of ours was written by a clock that is wrong, and is not believed.
 *
 * Pure; times are the caller's.
 */
export type NumberPace = {
  /** Between two messages, in microseconds. */
  readonly spacingUs: number;
  /** How far ahead of the steady pace replies may run, in microseconds. */
  readonly burstUs: number;
};

/** The longest that a number is slowed down for. */
const LONGEST_SLOWDOWN_MS = 300_000;

const US_PER_MS = 1000;
const US_PER_SECOND = 1_000_000;
const STEADY_SHARE = 0.75;
const BURST_SHARE = 0.1;

/** `throughput`: what the provider allows the number, in messages per second. */
export function numberPace(throughput: number): NumberPace {
  const spacingUs = Math.ceil(US_PER_SECOND / (throughput * STEADY_SHARE));
  return { spacingUs, burstUs: Math.floor(throughput * BURST_SHARE) * spacingUs };
}

/** When the next message fits, in epoch milliseconds; never before `nowMs`. */
export function fitsAt(paceUs: number, pace: NumberPace, { nowMs, bulk }: { nowMs: number; bulk: boolean }): number {
  const earliestUs = believed(paceUs, nowMs) - (bulk ? 0 : pace.burstUs);
  return Math.max(nowMs, Math.ceil(earliestUs / US_PER_MS));
}

/** The pace after one message that was sent at `nowMs`. */
export function afterSend(paceUs: number, { spacingUs }: NumberPace, nowMs: number): number {
  return Math.max(believed(paceUs, nowMs), nowMs * US_PER_MS) + spacingUs;
}

/**
 * The pace after `count` messages that customers wrote. They never hold back what is sent for more than the second in
 * which Meta counts them, also when a day's worth comes at once.
 */
export function afterArrivals(
  paceUs: number,
  { spacingUs, burstUs }: NumberPace,
  { count, nowMs }: { count: number; nowMs: number },
): number {
  const before = Math.max(believed(paceUs, nowMs), nowMs * US_PER_MS);
  const most = nowMs * US_PER_MS + US_PER_SECOND + burstUs;
  return Math.max(before, Math.min(before + count * spacingUs, most));
}

/** The pace of a number that the provider found too fast: nothing before `untilMs`, at most {@link LONGEST_SLOWDOWN_MS} ahead. */
export function slowedDown(paceUs: number, { burstUs }: NumberPace, untilMs: number): number {
  return Math.max(paceUs, untilMs * US_PER_MS + burstUs);
}

function believed(paceUs: number, nowMs: number): number {
  const furthestUs = (nowMs + 2 * LONGEST_SLOWDOWN_MS) * US_PER_MS;
  return paceUs > furthestUs ? 0 : paceUs;
}
