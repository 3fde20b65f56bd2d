import type { MessageDelay } from '../../src-shared/domain/message-delay.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { changeAttempt, type SendAttempt } from './send-attempts.ts';

/** A shorter wait is not worth a word. */
const LONG_MS = 10_000;
/** What was told is told anew where its end has moved by more. */
const MOVED_MS = 60_000;

/**
 * Tells the log why `attempts` wait, where the wait is long: again where the reason, the provider's code or the end of a
 * wait for the pace is another one than was told last. The other ends are only those of the next try, of which there may
 * be many.
 */
export async function tellDelay(
  lane: PostgresLane,
  attempts: readonly SendAttempt[],
  { delay, now }: { readonly delay: MessageDelay; readonly now: EpochMs },
): Promise<void> {
  if (delay.until !== null && delay.until - now <= LONG_MS) return;
  for (const attempt of attempts) {
    if (isTold(attempt, delay)) continue;
    const { reason, code, until } = delay;
    const told = attempt.delays_told + 1;
    const hold = { hold: reason, hold_code: code, hold_until: until, delays_told: told };
    await changeAttempt(lane, attempt, { ...hold, updated_at: now });
    await lane.append({
      type: 'message.delayed',
      conversation: attempt.conversation,
      at: now,
      actor: { kind: 'system' },
      body: { message: attempt.message, attempt: attempt.attempt, ...delay },
      content: null,
      dedupeKey: `delayed/${attempt.command_id}/${attempt.attempt}/${told}`,
    });
  }
}

/** A wait without a code says no more than the same one with it. */
function isTold({ hold, hold_code: code, hold_until: until }: SendAttempt, delay: MessageDelay): boolean {
  if (hold !== delay.reason || (delay.code !== null && delay.code !== code)) return false;
  if (delay.reason !== 'pace' || until === null || delay.until === null) return true;
  return Math.abs(delay.until - until) <= MOVED_MS;
}
