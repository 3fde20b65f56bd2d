import { Client } from 'pg';
import { seededRandom } from '../../src-sandbox/random.ts';
import type { Evidence, HeldByConsole, HeldByMeta } from './evidence.ts';
import type { FaultWorld } from './fault-world.ts';
import { heal } from './heal.ts';
import { judge, type Findings } from './judge.ts';
import { Killer } from './killer.ts';
import { Load } from './load.ts';
import { Mishaps } from './mishaps.ts';
import { readHead, readLog, readUnused } from './read-log.ts';
import type { Timeline } from './timeline.ts';
import type { VictimKind } from './victim.ts';
import { victimsOf } from './victims.ts';

export type Outcome = {
  readonly findings: Findings;
  readonly kills: Readonly<Record<VictimKind, number>>;
  readonly mishaps: number;
  /** How often a relay ended by itself. */
  readonly crashes: number;
  /** What did not come to rest; null when everything did. */
  readonly unhealed: string | null;
  readonly evidence: Evidence;
  /** Webhook POSTs that Meta saw answered 200, and attempts that failed. */
  readonly deliveries: { readonly delivered: number; readonly failedAttempts: number };
};

/** One run: load, mishaps and `kills` kills, then healing, then the comparison. */
export async function runFaults(world: FaultWorld, { seed, kills, timeline }: RunOptions): Promise<Outcome> {
  const load = new Load(world, seed);
  const mishaps = new Mishaps(world, seededRandom(`${seed}/mishaps`));
  const victims = victimsOf(world, seededRandom(`${seed}/victims`));
  const serves = () => world.postgres.isRunning && world.nodes.some(({ isServing }) => isServing);
  const killer = new Killer({ victims, serves }, seededRandom(`${seed}/kills`), timeline);
  load.start();
  mishaps.start();
  try {
    await killer.run(kills);
  } finally {
    await mishaps.stop();
    await load.stop();
  }
  timeline.note('the faults are over');
  await using database = await connect(world);
  const unhealed = await heal(world, database.client, timeline);
  const evidence = await gather(world, load, database.client);
  const { deliveries } = await world.meta.control.state();
  const crashes = world.nodes.reduce((sum, node) => sum + node.crashes, 0);
  const counted = { kills: killer.kills, mishaps: mishaps.count, crashes, deliveries };
  return { findings: judge(evidence), unhealed, evidence, ...counted };
}

export type RunOptions = { readonly seed: string; readonly kills: number; readonly timeline: Timeline };

async function connect({ postgres }: FaultWorld): Promise<AsyncDisposable & { readonly client: Client }> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}

async function gather(world: FaultWorld, load: Load, database: Client): Promise<Evidence> {
  const { meta, colleagues, desk, workspace } = world;
  const held = await Promise.all(
    load.cast.all.filter(({ said }) => said > 0).map(({ phone }) => heldByMeta(world, phone)),
  );
  const sends = await meta.control.sends();
  const consoles = colleagues.map(({ name, view, cursor, outbox, gaps }): HeldByConsole => ({
    name,
    messages: view.messages,
    seq: cursor?.seq ?? null,
    queued: outbox.texts,
    gaps: [...gaps, ...outbox.unexpected.map(({ outcome, code }) => `a reply was ${outcome}: ${code}`)],
  }));
  return {
    meta: held.flat(),
    accepted: sends.map(({ waId, text }) => ({ phone: waId ?? '', text })),
    replies: load.replies,
    log: await readLog(database, workspace),
    head: await readHead(database, workspace),
    unused: await readUnused(database),
    consoles: [...consoles, await desk.held()],
  };
}

async function heldByMeta({ meta }: FaultWorld, phone: string): Promise<readonly HeldByMeta[]> {
  const messages = await meta.control.conversation(phone);
  return messages.map(({ author, text, atSeconds, status }) => ({ phone, author, text, atSeconds, status }));
}
