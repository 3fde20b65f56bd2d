import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { afterPairRefusal } from './pair-pace.ts';
import { keepPairPace, readPair } from './sending-rows.ts';

/** The provider says afterwards that this person got too many. Those that were under way together are refused once. */
export async function slowPerson(lane: PostgresLane, conversation: ConversationId, now: EpochMs): Promise<void> {
  const pair = await readPair(lane, conversation);
  if (pair.refusals > 0 && now < pair.paidAt) return;
  await keepPairPace(lane, { id: conversation }, afterPairRefusal(pair, now));
}
