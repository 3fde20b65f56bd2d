import type { Client } from 'pg';
import type { FaultWorld } from './fault-world.ts';
import { countOpen, readHead } from './read-log.ts';
import type { Timeline } from './timeline.ts';
import { until } from './until.ts';

/** After the last fault Meta's retries, the pace of sending and calls that nobody answers have to come to their end. */
const HEAL_WITHIN_MS = 240_000;

/**
 * Waits until nothing is under way anywhere and every console stands at the head of the log. Answers null, or what is
 * still open after {@link HEAL_WITHIN_MS}.
 */
export async function heal(world: FaultWorld, database: Client, timeline: Timeline): Promise<string | null> {
  let open: string | null = null;
  const isQuiet = async () => {
    const now = await openIn(world, database);
    if (now?.what !== open) timeline.note(now === null ? 'all is healed' : `still open: ${now.what}, ${now.count}`);
    open = now?.what ?? null;
    return now === null;
  };
  try {
    await until('everything is at rest', HEAL_WITHIN_MS, isQuiet);
    return null;
  } catch (error) {
    timeline.note(String(error));
    return open ?? String(error);
  }
}

type Open = { readonly what: string; readonly count: number };

/** The first kind of thing that is not at rest. */
async function openIn({ meta, colleagues, desk, workspace }: FaultWorld, database: Client): Promise<Open | null> {
  const { pending } = await meta.control.state();
  const head = await readHead(database, workspace);
  const replies = colleagues.flatMap(({ outbox }) => outbox.texts).length + (await desk.queued()).length;
  const behind = [...colleagues.map(({ cursor }) => cursor?.seq), (await desk.held()).seq].filter(
    (seq) => seq !== head,
  );
  const kinds: readonly Open[] = [
    { what: 'replies at consoles', count: replies },
    { what: 'work at the relay', count: await countOpen(database) },
    { what: 'webhooks at Meta', count: pending.deliveries },
    { what: 'statuses at Meta', count: pending.statuses },
    { what: 'consoles behind the log', count: behind.length },
  ];
  return kinds.find(({ count }) => count > 0) ?? null;
}
