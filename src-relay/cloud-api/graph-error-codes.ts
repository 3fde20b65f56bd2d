/** What to do about a Graph error code: see the table of codes in Meta's "Cloud API error codes". */
export type GraphErrorAdvice =
  /** It was certainly not sent, and may be tried again later. */
  | 'retry'
  /** It may have been sent: only a status webhook can tell. */
  | 'ambiguous'
  /** It was not sent, and trying again will not help. */
  | 'give_up';

const SAFE_TO_RETRY: ReadonlySet<number> = new Set([4, 80_007, 130_429, 131_056, 133_015, 134_101, 134_102, 2_494_100]);

const PERHAPS_SENT: ReadonlySet<number> = new Set([1, 2, 131_000, 131_016, 131_057, 133_004]);

/**
 * Advice for `code`; null stands for an error without a code. With a code that nobody knows the message is not tried
 * again: it was not sent, unless the server itself failed (HTTP 500 and above), which may have been after it sent.
 */
export function adviceForGraphError(code: number | null, httpStatus: number): GraphErrorAdvice {
  if (code === null) return adviceForStatus(httpStatus);
  if (SAFE_TO_RETRY.has(code)) return 'retry';
  return PERHAPS_SENT.has(code) || httpStatus >= 500 ? 'ambiguous' : 'give_up';
}

function adviceForStatus(httpStatus: number): GraphErrorAdvice {
  if (httpStatus === 429) return 'retry';
  return httpStatus >= 500 ? 'ambiguous' : 'give_up';
}
