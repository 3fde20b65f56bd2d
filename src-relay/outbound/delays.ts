import type { MessageDelay } from '../../src-shared/domain/message-delay.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { changeAttempt, type SendAttempt } from './send-attempts.ts';

/** A shorter wait is not worth a word. */
const LONG_MS = 10_000;

/** Tells the log why `attempts` wait, once for each attempt and reason, and only where the wait is long. */
export async function tellDelay(
  lane: PostgresLane,
  attempts: readonly SendAttempt[],
  { delay, now }: { readonly delay: MessageDelay; readonly now: EpochMs },
): Promise<void> {
  if (delay.until !== null && delay.until - now <= LONG_MS) return;
  for (const attempt of attempts) {
    if (attempt.hold === delay.reason) continue;
    await changeAttempt(lane, attempt, { hold: delay.reason, hold_code: delay.code, updated_at: now });
    await lane.append({
      type: 'message.delayed',
      conversation: attempt.conversation,
      at: now,
      actor: { kind: 'system' },
      body: { message: attempt.message, attempt: attempt.attempt, ...delay },
      content: null,
      dedupeKey: `delayed/${attempt.command_id}/${attempt.attempt}/${delay.reason}`,
    });
  }
}
