import { z } from 'zod';

import { epochMsSchema } from '../lib/epoch-ms.ts';
import { isTaken, mergeStatus, messageStatusSchema } from './message-status.ts';

/** What is known of one attempt to send a message. */
export const attemptStatusSchema = z.object({
  attempt: z.number().int().nonnegative(),
  status: messageStatusSchema,
  /** When the relay first had the status; null where that was not kept. */
  at: epochMsSchema.nullable(),
  failureCode: z.number().int().nullable(),
});
export type AttemptStatus = z.infer<typeof attemptStatusSchema>;

/** Each attempt keeps the maximum of its statuses (rule S3), so it does not matter in which order they are told. */
export function mergeAttempt(known: readonly AttemptStatus[], told: AttemptStatus): readonly AttemptStatus[] {
  const before = known.find(({ attempt }) => attempt === told.attempt);
  const others = known.filter((one) => one !== before);
  const merged = before === undefined ? told : later(before, told);
  return [...others, merged].toSorted((left, right) => left.attempt - right.attempt);
}

function later(before: AttemptStatus, told: AttemptStatus): AttemptStatus {
  const status = mergeStatus(before.status, told.status);
  const at = status === before.status ? before.at : told.at;
  return { ...before, status, at, failureCode: status === 'failed' ? (told.failureCode ?? before.failureCode) : null };
}

/**
 * The attempt that speaks for the message: of those that the provider took, the one that came furthest, because then
 * the customer has it, whatever became of the others; else the newest. Undefined where there is none.
 */
export function shownAttempt(known: readonly AttemptStatus[]): AttemptStatus | undefined {
  const taken = known.filter(({ status }) => isTaken(status));
  if (taken.length === 0) return known.at(-1);
  return taken.reduce((best, one) => (mergeStatus(best.status, one.status) === one.status ? one : best));
}
