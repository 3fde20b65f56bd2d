/** Why the relay did not do what a request asked, whichever door it came to; see docs/errors.md. */
export const HTTP_REFUSALS = [
  'malformed',
  'headers_too_large',
  'too_large',
  'timed_out',
  'not_found',
  'not_signed_in',
  'too_many_attempts',
  'aborted',
  'let_go',
  'unavailable',
] as const;
export type HttpRefusal = (typeof HTTP_REFUSALS)[number];
