import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { OPTED_OUT } from '../cloud-api/graph-error-codes.ts';
import type { PostgresLane } from '../log/lane.ts';

/** What is known against writing to a person unasked. */
export type PersonMarks = {
  /** The provider said, `at` then, that it is no use; both null where it has not. */
  readonly code: number | null;
  readonly at: EpochMs | null;
  /** Wants no marketing. */
  readonly isOptedOut: boolean;
};

/** The provider withholds marketing from this person (facts §5.9: wait for a day). */
const WITHHELD = 131_049;
const DAY_MS = 24 * 3_600_000;
/** Undeliverable, or blocked by the business: somebody who writes to us since can be reached. */
const UNTIL_THEY_WRITE: ReadonlySet<number> = new Set([130_403, 131_026]);

/**
 * Why nothing may be sent to this person that they did not ask for, as the provider's code; undefined where it may. What
 * the customer wants goes before what the provider knows.
 */
export function objectionTo(
  { code, at, isOptedOut }: PersonMarks,
  { lastInboundAt, now }: { readonly lastInboundAt: EpochMs | null; readonly now: EpochMs },
): number | undefined {
  if (isOptedOut) return OPTED_OUT;
  if (code === null || at === null) return undefined;
  if (code === WITHHELD && now - at >= DAY_MS) return undefined;
  if (UNTIL_THEY_WRITE.has(code) && lastInboundAt !== null && lastInboundAt > at) return undefined;
  return code;
}

/** The provider refuses messages to this person. */
export async function markPerson(
  lane: PostgresLane,
  contact: number,
  { code, now }: { readonly code: number; readonly now: EpochMs },
): Promise<void> {
  if (code === OPTED_OUT) {
    await keepChoice(lane, contact, { isOptedOut: true, at: now });
    return;
  }
  await lane.tables
    .updateTable('contact')
    .set({ stopped_code: code, stopped_at: now })
    .where('workspace_id', '=', lane.workspaceId)
    .where('contact', '=', contact)
    .execute();
}

/** The customer wants no marketing, or wants it again, since `at`. An older choice that comes late changes nothing. */
export async function keepChoice(
  lane: PostgresLane,
  contact: number,
  { isOptedOut, at }: { readonly isOptedOut: boolean; readonly at: EpochMs },
): Promise<void> {
  await lane.tables
    .updateTable('contact')
    .set({ opted_out: isOptedOut, choice_at: at })
    .where('workspace_id', '=', lane.workspaceId)
    .where('contact', '=', contact)
    .where((where) => where.or([where('choice_at', 'is', null), where('choice_at', '<=', at)]))
    .execute();
}
