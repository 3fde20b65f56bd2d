import type { Client } from 'pg';
import type { FaultWorld } from './fault-world.ts';
import { countOpen, readHead } from './read-log.ts';
import type { Timeline } from './timeline.ts';
import { until } from './until.ts';

/** After the last fault Meta's retries, the pace of sending and calls that nobody answers have to come to their end. */
const HEAL_WITHIN_MS = 240_000;
const SETTLES_WITHIN_MS = 500;

/**
 * Waits until nothing is under way anywhere and every console stands at the head of the log. Answers null, or what is
 * still open after {@link HEAL_WITHIN_MS}.
 */
export async function heal(world: FaultWorld, database: Client, timeline: Timeline): Promise<string | null> {
  let open: string | null = null;
  const isAtRest = async () => {
    const before = open;
    open = await openIn(world, database);
    if (open !== before) timeline.note(open === null ? 'all is healed' : `still open: ${open}`);
    return open === null;
  };
  return until('everything is at rest', HEAL_WITHIN_MS, isAtRest).then(
    () => null,
    () => open,
  );
}

/** The first kind of thing that is not at rest. */
async function openIn(world: FaultWorld, database: Client): Promise<string | null> {
  const { meta, colleagues, desk, workspace } = world;
  const isAtWork = async () => (await countOpen(database)) > 0;
  if (colleagues.some(({ outbox }) => outbox.texts.length > 0)) return 'replies at the consoles without a window';
  if ((await desk.queued()).length > 0) return 'replies at the desk';
  if (await isAtWork()) return 'work at the relay';
  if (!(await settles(meta))) return 'webhooks and statuses at Meta';
  // What came last may not be applied yet.
  if (await isAtWork()) return 'work at the relay';
  const head = await readHead(database, workspace);
  const cursors = [...colleagues.map(({ cursor }) => cursor), await desk.cursor()];
  return cursors.every((cursor) => cursor?.seq === head) ? null : 'consoles behind the log';
}

async function settles({ control }: FaultWorld['meta']): Promise<boolean> {
  return control.settle(SETTLES_WITHIN_MS).then(
    () => true,
    () => false,
  );
}
