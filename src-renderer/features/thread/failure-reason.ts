import type { MessageKey } from '../../text/message-key.ts';

const REASONS: ReadonlyMap<number, MessageKey> = new Map([
  [131_026, 'failure.undeliverable'],
  [131_047, 'failure.window-closed'],
  [131_056, 'failure.too-many-to-one'],
  [130_429, 'failure.too-fast'],
  [131_048, 'failure.spam-limit'],
  [131_031, 'failure.account-locked'],
  [131_042, 'failure.payment'],
  [130_403, 'failure.blocked-by-business'],
  [131_000, 'failure.service'],
  [131_016, 'failure.service'],
  [131_057, 'failure.service'],
  [131_051, 'failure.not-supported'],
]);

/**
 * The codes of Meta that have a sentence of their own.
 *
 * @internal the gallery shows each
 */
export const FAILURE_CODES: readonly number[] = [...REASONS.keys()];

/** The sentence for a failure: what happened, what it means for the customer, what to do. */
export function failureReason(code: number | null): MessageKey {
  return (code === null ? undefined : REASONS.get(code)) ?? 'failure.other';
}
