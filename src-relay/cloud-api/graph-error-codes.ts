/** What to do when Graph refuses a message with an error code (Meta's "Cloud API error codes"; docs/errors.md). */
export type ErrorBehaviour =
  /** Not sent; this message is tried again after a while. */
  | 'retry'
  /** Not sent: too many of this number. Nothing leaves from it for a while. */
  | 'slow_number'
  /** Not sent: too many calls of this account or app. Nothing leaves from any number of the workspace for minutes. */
  | 'slow_account'
  /** Not sent: too many to this person. Other conversations go on. */
  | 'slow_person'
  /** It may have been sent: only a status webhook can tell. */
  | 'check_first'
  /** Not sent, and nothing else will be: the token is dead, or lacks a right. The number stops. */
  | 'reauthorise'
  /** Not sent, and nothing else will be until the owner has acted at Meta. The number stops. */
  | 'hold'
  /** Not sent: this number writes too much that nobody asked for. Bulk and what is written first stop; replies go on. */
  | 'hold_outreach'
  /** Not sent, and no use to try with this person. */
  | 'stop_person'
  /** Not sent, and trying again will not help. */
  | 'fail';

export type RefusalBehaviour = Exclude<ErrorBehaviour, 'check_first'>;

/** Calls of an app, whichever numbers it calls for. */
export const APP_LIMIT = 4;
/** The number writes too much that nobody asked for. */
export const OUTREACH_REFUSED = 131_048;
/** The customer wants no marketing. */
export const OPTED_OUT = 131_050;

const CODES: Readonly<Record<ErrorBehaviour, readonly number[]>> = {
  retry: [133_015, 134_101, 134_102, 2_494_100],
  slow_number: [130_429],
  slow_account: [APP_LIMIT, 80_007],
  slow_person: [131_056],
  check_first: [1, 2, 131_000, 131_016, 131_057, 133_004],
  reauthorise: [0, 3, 10, 33, 190, 131_005],
  hold: [
    368, 131_031, 131_037, 131_042, 131_045, 133_005, 133_006, 133_010, 134_011, 136_024, 2_388_001, 2_388_012,
    2_388_019, 2_388_091, 2_388_093, 2_388_103, 2_593_079, 2_593_085,
  ],
  hold_outreach: [OUTREACH_REFUSED],
  stop_person: [130_403, 130_472, 130_497, 131_026, 131_049, OPTED_OUT],
  // About this one message, or about calls that send none.
  fail: [
    100, 131_008, 131_009, 131_021, 131_047, 131_051, 131_052, 131_053, 131_055, 131_059, 131_060, 131_062, 131_063,
    131_064, 132_000, 132_001, 132_005, 132_007, 132_012, 132_015, 132_016, 132_018, 132_068, 132_069, 133_000, 133_008,
    133_009, 133_016, 134_100, 135_000, 139_100, 147_001, 147_002, 147_003, 147_004, 147_005, 1_752_041, 200_005,
    200_006, 200_007, 2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_293, 2_388_299, 2_494_191, 2_593_107, 2_593_108,
    2_593_109,
  ],
};

/** Graph itself is away; the other codes that leave open whether it sent can come of one message, or of one number. */
const OUTAGE: ReadonlySet<number> = new Set([2, 131_016, 133_004]);

export function isOutageCode(code: number): boolean {
  return OUTAGE.has(code);
}

const PERMISSIONS = { first: 200, last: 299 };
const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;

const ALL: readonly ErrorBehaviour[] = [
  'retry',
  'slow_number',
  'slow_account',
  'slow_person',
  'check_first',
  'reauthorise',
  'hold',
  'hold_outreach',
  'stop_person',
  'fail',
];

const behaviours: ReadonlyMap<number, ErrorBehaviour> = new Map(
  ALL.flatMap((behaviour) => CODES[behaviour].map((code) => [code, behaviour])),
);

/**
 * The behaviour of `code`; null stands for an error without a code. With a code that nobody knows the message is not
 * tried again: it was not sent, unless the server itself failed (HTTP 500 and above), which may have been after it sent.
 */
export function behaviourOfGraphError(code: number | null, httpStatus: number): ErrorBehaviour {
  const known = code === null ? undefined : behaviours.get(code);
  if (known !== undefined) return known;
  if (code !== null && code >= PERMISSIONS.first && code <= PERMISSIONS.last) return 'reauthorise';
  if (code === null && httpStatus === TOO_MANY_REQUESTS) return 'slow_number';
  return httpStatus >= SERVER_FAULT ? 'check_first' : 'fail';
}
