import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { changeAttempt, openAttempts } from './send-attempts.ts';
import { wakeSender, type SendTarget } from './send-wakes.ts';

const FIRST_MS = 10_000;
const LAST_MS = 10 * 60_000;

/**
 * For a conversation that can't be looked at, by a fault of the relay's own: it stands aside, so that others of its
 * number have their turn, for as long as it has stood still, at most ten minutes. What waits in it keeps its order.
 */
export async function putOff(lane: PostgresLane, target: SendTarget, now: EpochMs): Promise<void> {
  const [first] = await openAttempts(lane, target.conversation);
  if (first === undefined) return;
  const due = epochMs(now + Math.min(LAST_MS, Math.max(FIRST_MS, now - first.updated_at)));
  if (first.state === 'waiting') await changeAttempt(lane, first, { due_at: due, updated_at: first.updated_at });
  await wakeSender(lane.tables, target, due);
}
