import type { InboxId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { numberPace, slowedDown } from './number-pace.ts';
import { wakeNumber } from './send-wakes.ts';
import { keepNumberPace, readNumber } from './sending-rows.ts';
import type { ThroughputOf } from './throughput.ts';

export type Slowdown = { readonly until: EpochMs; readonly throughputOf: ThroughputOf };

/** Nothing leaves from the number before `until`. */
export async function slowNumber(lane: PostgresLane, inbox: InboxId, slowdown: Slowdown): Promise<void> {
  const { until, throughputOf } = slowdown;
  const { paceUs, providerNumberId } = await readNumber(lane, inbox);
  await keepNumberPace(lane, inbox, slowedDown(paceUs, numberPace(throughputOf(providerNumberId)), until));
  await wakeNumber(lane.tables, { workspace: lane.workspaceId, inbox }, until);
}

/** Nothing leaves from any number of the workspace before `until`: the account's limit, or the app's, is theirs together. */
export async function slowAccount(lane: PostgresLane, slowdown: Slowdown): Promise<void> {
  const inboxes = await lane.tables
    .selectFrom('inbox')
    .where('workspace_id', '=', lane.workspaceId)
    .select('inbox')
    .execute();
  for (const { inbox } of inboxes) await slowNumber(lane, inbox, slowdown);
}
