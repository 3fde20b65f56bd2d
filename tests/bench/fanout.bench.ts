/** `npm run bench -- fanout`: frames to consoles per second of processor time, beside the bare WebSocket library. Without TLS. */
import { webcrypto } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Crowd, type CrowdMember } from './load/console-crowd.ts';
import { openLoop } from './load/http-load.ts';
import { seedBusinesses, startLoadPostgres, tokenOf, type Business } from './load/load-database.ts';
import { startLoadRelay } from './load/load-relay.ts';
import { pinLoad, startPinned, type PinnedProcess } from './load/pinned-process.ts';
import { processorSeconds, residentBytes } from './load/process-figures.ts';
import { signedWebhooks } from './load/signed-webhooks.ts';
import { median, percentile } from './measure/percentile.ts';
import { poissonMoments } from './measure/poisson.ts';

const PEOPLE = 100;
const CONNECTIONS = 16;
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 20_000;
const KIB = 1024;
const MICROSECONDS = 1_000_000;

const HELP = `npm run bench -- fanout [--json] [--consoles N] [--rate N] [--seconds N] [--rounds N]

Consoles in workspaces of ${PEOPLE}, all live, while customers write at random moments (Poisson); the server has one core, the
load the other; without TLS. In each round, one after the other:
  bare    the WebSocket library sends a frame of the same size to the same sockets: the limit
  relay   the whole relay: webhook, log, projections, frames
  alone   the relay with the same webhooks and no console; what a frame costs is the difference

  --consoles N   (10000)
  --rate N       webhooks per second (100)
  --seconds N    of load in each round (6)
  --rounds N     (5)
  --json         one line of JSON at the end`;

const argumentsSchema = z.object({
  consoles: z.coerce.number().int().min(PEOPLE).max(10_000).default(10_000),
  rate: z.coerce.number().positive().default(100),
  seconds: z.coerce.number().positive().default(6),
  rounds: z.coerce.number().int().positive().default(5),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
type Plan = Pick<z.infer<typeof argumentsSchema>, 'consoles' | 'rate' | 'seconds' | 'rounds'>;

type Cost = {
  readonly frames: number;
  readonly processorUs: number;
  /** From the moment a webhook was due to the frame at one console of each message's workspace. */
  readonly milliseconds: readonly number[];
};

/** When each message was due, and when its frame came. */
class Stopwatch {
  readonly #due = new Map<string, number>();
  readonly milliseconds: number[] = [];

  due(mark: string, at: number): void {
    this.#due.set(mark, at);
  }

  came(frame: string): void {
    for (const [mark] of frame.matchAll(/wamid\.[\w.]+/g)) {
      const due = this.#due.get(mark);
      if (due === undefined) continue;
      this.milliseconds.push(performance.now() - due);
      this.#due.delete(mark);
    }
  }
}

function momentsOf({ rate, seconds }: Plan): readonly number[] {
  return poissonMoments(Math.round(rate * seconds), rate, (bytes) => webcrypto.getRandomValues(bytes));
}

function membersOf(businesses: readonly Business[]): readonly CrowdMember[] {
  return businesses.flatMap(({ workspace }) =>
    Array.from({ length: PEOPLE }, (_none, index) => ({ group: workspace, token: tokenOf(workspace, index + 1) })),
  );
}

async function until(isDone: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isDone()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come`);
    await pause(LOOK_EVERY_MS);
  }
}

type Load = {
  readonly server: PinnedProcess;
  readonly requests: readonly Buffer[];
  readonly moments: readonly number[];
};

/** Processor time of the server for these requests, until `isDone`. */
async function costOf({ server, requests, moments }: Load, isDone: () => boolean): Promise<number> {
  const before = processorSeconds(server.pid);
  await openLoop({ url: server.url, connections: CONNECTIONS }, requests, moments);
  await until(isDone, 'the last frame');
  return (processorSeconds(server.pid) - before) * MICROSECONDS;
}

async function runRelay(
  relay: PinnedProcess,
  { crowd, stopwatch, requests, moments }: { crowd: Crowd; stopwatch: Stopwatch } & Omit<Load, 'server'>,
): Promise<Cost> {
  const framesBefore = crowd.frames;
  const timesBefore = stopwatch.milliseconds.length;
  const beginning = performance.now();
  for (const [index, request] of requests.entries()) {
    const [mark = ''] = /wamid\.[\w.]+/.exec(request.toString('latin1')) ?? [];
    stopwatch.due(mark, beginning + (moments[index] ?? 0));
  }
  const expected = timesBefore + requests.length;
  const load = { server: relay, requests, moments };
  const processorUs = await costOf(load, () => stopwatch.milliseconds.length >= expected);
  return {
    frames: crowd.frames - framesBefore,
    processorUs,
    milliseconds: stopwatch.milliseconds.slice(timesBefore),
  };
}

async function runBare(
  bare: PinnedProcess,
  {
    crowd,
    plan,
    businesses,
    frameBytes,
  }: { crowd: Crowd; plan: Plan; businesses: readonly Business[]; frameBytes: number },
): Promise<Cost> {
  const before = crowd.frames;
  const moments = momentsOf(plan);
  const head = '{"type":"frame","epoch":"00000000-0000-4000-8000-000000000000","from":0,"to":1,';
  const frame = `${head}"text":"${'x'.repeat(Math.max(0, frameBytes - head.length - 10))}"}`;
  const requests = moments.map((_at, index) => {
    const { workspace } = businesses[index % businesses.length] ?? { workspace: 0 };
    const lines = [`POST /frame/${workspace} HTTP/1.1`, 'host: bare', `content-length: ${frame.length}`];
    return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${frame}`);
  });
  const expected = requests.length * PEOPLE;
  const load = { server: bare, requests, moments };
  const processorUs = await costOf(load, () => crowd.frames - before >= expected);
  return { frames: crowd.frames - before, processorUs, milliseconds: [] };
}

async function measure(plan: Plan) {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startLoadPostgres());
  const count = Math.ceil(plan.consoles / PEOPLE);
  const urls = { relay: await postgres.database('relay'), alone: await postgres.database('alone') };
  const businesses = await seedBusinesses(urls.relay, { count, people: PEOPLE });
  await seedBusinesses(urls.alone, { count, people: 1 });
  const numberIds = businesses.map(({ numberId }) => numberId);
  const members = membersOf(businesses);
  pinLoad();
  const stopwatch = new Stopwatch();
  let frameBytes = 0;
  const bare = stack.use(await startPinned(['tests/bench/load/bare-fanout.script.ts'], {}));
  const relay = stack.use(await startLoadRelay(urls.relay));
  const alone = stack.use(await startLoadRelay(urls.alone));
  const crowd = new Crowd({
    url: relay.url,
    members,
    onFrame: (frame) => {
      frameBytes = frame.length;
      stopwatch.came(frame);
    },
  });
  const bareCrowd = new Crowd({ url: bare.url, members, onFrame: () => undefined });
  const requestsOf = (round: string, moments: readonly number[]) =>
    signedWebhooks({ round, count: moments.length, numberIds });
  const memoryBefore = residentBytes(relay.pid);
  await crowd.arrive();
  const memoryPerConsole = (residentBytes(relay.pid) - memoryBefore) / members.length;
  const samples: { bare: Cost; relay: Cost; alone: number }[] = [];
  for (let round = 0; round <= plan.rounds; round += 1) {
    const moments = momentsOf(plan);
    const ours = await runRelay(relay, { crowd, stopwatch, requests: requestsOf(`relay.${round}`, moments), moments });
    const webhooksOnly = await costOf(
      { server: alone, requests: requestsOf(`alone.${round}`, moments), moments },
      () => true,
    );
    await crowd.breakOff();
    await bareCrowd.arrive();
    const limit = await runBare(bare, { crowd: bareCrowd, plan, businesses, frameBytes });
    await bareCrowd.breakOff();
    await crowd.comeBack();
    if (round > 0) samples.push({ bare: limit, relay: ours, alone: webhooksOnly });
    console.log(line(round, { bare: limit, relay: ours, alone: webhooksOnly }));
  }
  await crowd.breakOff();
  return { samples, memoryPerConsole, frameBytes };
}

type Sample = Awaited<ReturnType<typeof measure>>['samples'][number];

function perFrame({ bare, relay, alone }: Sample) {
  return {
    bare: bare.processorUs / bare.frames,
    fanout: (relay.processorUs - alone) / relay.frames,
    whole: relay.processorUs / relay.frames,
  };
}

function line(round: number, sample: Sample): string {
  const { bare, fanout, whole } = perFrame(sample);
  const p99 = percentile(sample.relay.milliseconds, 0.99);
  const name = round === 0 ? 'warm-up' : `round ${round}`;
  return `${name.padEnd(10)} µs per frame: bare ${bare.toFixed(1)}, relay ${fanout.toFixed(1)}, with its webhooks ${whole.toFixed(1)}; p99 ${p99.toFixed(1)} ms`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function report(plan: Plan, { samples, memoryPerConsole, frameBytes }: Awaited<ReturnType<typeof measure>>): object {
  const costs = samples.map(perFrame);
  const times = samples.flatMap(({ relay }) => relay.milliseconds);
  const metrics = {
    consoles: plan.consoles,
    framesPerSecond: Math.round(median(samples.map(({ relay }) => relay.frames / plan.seconds))),
    bareUsPerFrame: rounded(median(costs.map(({ bare }) => bare))),
    relayUsPerFrame: rounded(median(costs.map(({ fanout }) => fanout))),
    relayUsPerFrameWithWebhooks: rounded(median(costs.map(({ whole }) => whole))),
    framesPerSecondAndCore: Math.round(MICROSECONDS / median(costs.map(({ fanout }) => fanout))),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
    kibPerConsole: rounded(memoryPerConsole / KIB),
    frameBytes,
    tls: false,
  };
  const ratios = {
    fanout: rounded(median(costs.map(({ bare, fanout }) => bare / fanout))),
    withWebhooks: rounded(median(costs.map(({ bare, whole }) => bare / whole))),
  };
  return { bench: 'fanout', metrics, ratios };
}

const { values } = parseArgs({
  options: {
    consoles: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const chosen = argumentsSchema.parse(values);
if (chosen.help) console.log(HELP);
else {
  const result = report(chosen, await measure(chosen));
  console.log('Without TLS.');
  console.log(chosen.json ? JSON.stringify(result) : result);
}
