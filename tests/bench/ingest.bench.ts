/** `npm run bench -- ingest`: signed webhooks per second on one core, beside the same server that stores bodies and nothing else. */
import { webcrypto } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { z } from 'zod';
import { closedLoop, openLoop } from './load/http-load.ts';
import { seedBusinesses, startLoadPostgres } from './load/load-database.ts';
import { startLoadRelay } from './load/load-relay.ts';
import { pinLoad, startPinned, type PinnedProcess } from './load/pinned-process.ts';
import { processorSeconds } from './load/process-figures.ts';
import { signedWebhooks } from './load/signed-webhooks.ts';
import { median, percentile } from './measure/percentile.ts';
import { poissonMoments } from './measure/poisson.ts';

const CONNECTIONS = 64;
const WORKSPACES = 4;
const SHARE_OF_LOAD = 0.6;
const SLOW_FLUSH_MS = 2;
const LOOK_EVERY_MS = 10;
const MICROSECONDS = 1_000_000;

const HELP = `npm run bench -- ingest [--json] [--webhooks N] [--rounds N]

Signed webhooks per second with the server on one core, the load on the other, PostgreSQL on both with its default
durability. In each round, one after the other:
  bare    node:http + HMAC + JSON.parse + batched durable insert of the raw body, nothing else: the limit
  door    the relay's webhook door up to its 200
  relay   the whole relay, until every webhook is events, projections and hints
Then the time to the 200 at ${SHARE_OF_LOAD * 100} % of the relay's rate, and all of it once more with ${SLOW_FLUSH_MS} ms added to each flush.

  --webhooks N   per server and round (10000)
  --rounds N     (5)
  --json         one line of JSON at the end`;

const argumentsSchema = z.object({
  webhooks: z.coerce.number().int().min(100).default(10_000),
  rounds: z.coerce.number().int().positive().default(5),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

type ServerName = 'bare' | 'door' | 'relay';

type Server = {
  readonly process: PinnedProcess;
  /** Resolves when all that was answered has taken effect. */
  readonly settled: () => Promise<void>;
};

type Rate = { readonly perSecond: number; readonly processorUs: number };
type Rates = Readonly<Record<ServerName, Rate>>;

type Plan = { readonly webhooks: number; readonly numberIds: readonly string[] };

async function measureRate({ process, settled }: Server, requests: readonly Buffer[]): Promise<Rate> {
  const cpuBefore = processorSeconds(process.pid);
  const startedAt = performance.now();
  const { refused } = await closedLoop({ url: process.url, connections: CONNECTIONS }, requests);
  if (refused > 0) throw new Error(`${refused} webhooks were not answered with 200`);
  await settled();
  const seconds = (performance.now() - startedAt) / 1000;
  const processorUs = ((processorSeconds(process.pid) - cpuBefore) / requests.length) * MICROSECONDS;
  return { perSecond: requests.length / seconds, processorUs };
}

async function measureRates(servers: Readonly<Record<ServerName, Server>>, plan: Plan, round: string): Promise<Rates> {
  const one = async (name: ServerName): Promise<Rate> => {
    const requests = signedWebhooks({ round: `${round}.${name}`, count: plan.webhooks, numberIds: plan.numberIds });
    const rate = await measureRate(servers[name], requests);
    const figures = `${rate.perSecond.toFixed(0).padStart(10)}/s${rate.processorUs.toFixed(0).padStart(8)} µs`;
    console.log(`${round} ${name}`.padEnd(16) + figures);
    return rate;
  };
  return { bare: await one('bare'), door: await one('door'), relay: await one('relay') };
}

/** Resolves when no stored delivery waits any more. */
async function everythingApplied(client: Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query('select from raw_delivery where split_at is null limit 1');
    if (rowCount === 0) return;
    await pause(LOOK_EVERY_MS);
  }
}

type Latency = { readonly p50: number; readonly p99: number };

async function measureLatency(server: Server, plan: Plan, perSecond: number): Promise<Latency> {
  const count = Math.min(plan.webhooks, Math.ceil(perSecond * 5));
  const requests = signedWebhooks({ round: `latency.${perSecond}`, count, numberIds: plan.numberIds });
  const moments = poissonMoments(count, perSecond, (bytes) => webcrypto.getRandomValues(bytes));
  const { milliseconds } = await openLoop({ url: server.process.url, connections: CONNECTIONS }, requests, moments);
  await server.settled();
  return { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) };
}

function nothingFollows(): Promise<void> {
  return Promise.resolve();
}

async function measure(webhooks: number, rounds: number) {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startLoadPostgres());
  const urls = {
    bare: await postgres.database('bare'),
    door: await postgres.database('door'),
    relay: await postgres.database('relay'),
  };
  const businesses = await seedBusinesses(urls.relay, { count: WORKSPACES, people: 1 });
  const client = stack.adopt(new Client({ connectionString: urls.relay }), (each) => each.end());
  await client.connect();
  pinLoad();
  const bare = stack.use(await startPinned(['tests/bench/load/bare-door.script.ts', urls.bare], {}));
  const door = stack.use(await startPinned(['tests/bench/load/raw-door.script.ts', urls.door], {}));
  const relay = stack.use(await startLoadRelay(urls.relay));
  const servers = {
    bare: { process: bare, settled: nothingFollows },
    door: { process: door, settled: nothingFollows },
    relay: { process: relay, settled: () => everythingApplied(client) },
  };
  const plan = { webhooks, numberIds: businesses.map(({ numberId }) => numberId) };
  await measureRates(servers, { ...plan, webhooks: Math.min(webhooks, 2000) }, 'warm-up');
  const samples: Rates[] = [];
  const latencies: Latency[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const rates = await measureRates(servers, plan, `round ${round}`);
    samples.push(rates);
    latencies.push(await measureLatency(servers.relay, plan, rates.relay.perSecond * SHARE_OF_LOAD));
  }
  await postgres.slowFlushes(SLOW_FLUSH_MS);
  const slow: Rates[] = [];
  for (let round = 1; round <= rounds; round += 1) slow.push(await measureRates(servers, plan, `slow ${round}`));
  return { samples, latencies, slow };
}

type Measured = Awaited<ReturnType<typeof measure>>;

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Median over the rounds, per second. */
function medianRate(of: readonly Rates[], name: ServerName): number {
  return median(of.map((each) => each[name].perSecond));
}

function report({ samples, latencies, slow }: Measured, json: boolean): void {
  const processor = (name: ServerName) => median(samples.map((each) => each[name].processorUs));
  const ratio = (name: ServerName) =>
    rounded(median(samples.map((each) => each[name].perSecond / each.bare.perSecond)));
  const cpuRatio = (name: ServerName) =>
    rounded(median(samples.map((each) => each.bare.processorUs / each[name].processorUs)));
  const ratios = {
    door: ratio('door'),
    relay: ratio('relay'),
    doorProcessor: cpuRatio('door'),
    relayProcessor: cpuRatio('relay'),
    doorSlowFlush: rounded(medianRate(slow, 'door') / medianRate(samples, 'door')),
    relaySlowFlush: rounded(medianRate(slow, 'relay') / medianRate(samples, 'relay')),
  };
  const metrics = {
    barePerSecond: Math.round(medianRate(samples, 'bare')),
    doorPerSecond: Math.round(medianRate(samples, 'door')),
    relayPerSecond: Math.round(medianRate(samples, 'relay')),
    bareProcessorUs: rounded(processor('bare')),
    doorProcessorUs: rounded(processor('door')),
    relayProcessorUs: rounded(processor('relay')),
    p50Ms: rounded(median(latencies.map(({ p50 }) => p50))),
    p99Ms: rounded(median(latencies.map(({ p99 }) => p99))),
    doorSlowPerSecond: Math.round(medianRate(slow, 'door')),
    relaySlowPerSecond: Math.round(medianRate(slow, 'relay')),
  };
  console.log(
    `medians: ${JSON.stringify(metrics)}\nratios to bare, and of slow to fast flushes: ${JSON.stringify(ratios)}`,
  );
  if (json) console.log(JSON.stringify({ bench: 'ingest', metrics, ratios }));
}

const { values } = parseArgs({
  options: {
    webhooks: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const chosen = argumentsSchema.parse(values);
if (chosen.help) console.log(HELP);
else report(await measure(chosen.webhooks, chosen.rounds), chosen.json);
