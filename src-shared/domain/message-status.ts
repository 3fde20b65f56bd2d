import { z } from 'zod';

/**
 * How far an outbound message has come, in one total order. `queued` is the console's own word; every later one comes
 * from the relay. `unknown` = Meta may or may not have taken it. `failed` only counts while nothing better is known.
 */
const MESSAGE_STATUSES = ['queued', 'accepted', 'unknown', 'sent', 'failed', 'delivered', 'read', 'played'] as const;

export const messageStatusSchema = z.enum(MESSAGE_STATUSES);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

function rank(status: MessageStatus): number {
  return MESSAGE_STATUSES.indexOf(status);
}

/** Whether it says that the provider took the message. One that `failed` is not on its way any more. */
export function isTaken(status: MessageStatus): boolean {
  return status === 'sent' || rank(status) > rank('failed');
}

/** The later of the two (rule S3): commutative, associative, idempotent, so late and repeated statuses do no harm. */
export function mergeStatus(left: MessageStatus, right: MessageStatus): MessageStatus {
  return rank(right) > rank(left) ? right : left;
}
