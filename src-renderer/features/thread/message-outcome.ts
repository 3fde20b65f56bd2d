import { UNKNOWN_PATIENCE_MS } from '../../../src-shared/domain/message-delay.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';

/**
 * Codes of Meta after which the same words fail again (its error table, actions F, T and S): wrong input, a closed window,
 * a person who can't or may not be reached.
 */
const FUTILE_CODES: ReadonlySet<number> = new Set([
  100, 130_403, 130_472, 130_497, 131_008, 131_009, 131_021, 131_026, 131_047, 131_049, 131_050, 131_051,
]);

/** Whether a failed message may go as it is. */
export function canSendAgain({ text, failureCode }: Message): boolean {
  return text !== null && (failureCode === null || !FUTILE_CODES.has(failureCode));
}

/**
 * Since when nobody knows of a message of which nobody waits for word any more: a person decides. Null while word may
 * come, and where the row is older than the time of its status.
 */
export function overdueSince({ status, statusAt }: Message, now: EpochMs): EpochMs | null {
  const isOverdue = status === 'unknown' && statusAt !== null && now - statusAt >= UNKNOWN_PATIENCE_MS;
  return isOverdue ? statusAt : null;
}
