export const closedWindowAnswers = ['status', 'answer'] as const;

/**
 * How 131047 is reported: as a `failed` status after an accepting 200, or in the answer itself with HTTP 400. Facts
 * §5.9 know both ways for the same code; a relay must take either.
 */
export type ClosedWindowAnswer = (typeof closedWindowAnswers)[number];
