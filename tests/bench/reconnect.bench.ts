/** `npm run bench -- reconnect`: 10,000 consoles come back at once, while webhooks go on. Without TLS. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Crowd } from './load/console-crowd.ts';
import type { LoadResult } from './load/http-load.ts';
import { seedBusinesses, startLoadPostgres, tokenOf } from './load/load-database.ts';
import { startLoadRelay } from './load/load-relay.ts';
import { pinLoad } from './load/pinned-process.ts';
import { loadWebhooks } from './load/webhook-load.ts';
import { median, percentile } from './measure/percentile.ts';

const PEOPLE = 100;
const CONNECTIONS = 32;
const MS_PER_SECOND = 1000;

const HELP = `npm run bench -- reconnect [--json] [--consoles N] [--rate N] [--seconds N] [--rounds N]

Consoles in workspaces of ${PEOPLE}, all live; every connection breaks at once while customers write, and all come back
from their cursors at the same moment. Until all are live, and the time to a webhook's 200 beside that of calm. Without TLS.

  --consoles N   (10000)
  --rate N       webhooks per second (50)
  --seconds N    of calm, and of load around the storm (8)
  --rounds N     (3)
  --json         one line of JSON at the end`;

const argumentsSchema = z.object({
  consoles: z.coerce.number().int().min(PEOPLE).max(10_000).default(10_000),
  rate: z.coerce.number().positive().default(50),
  seconds: z.coerce.number().positive().default(8),
  rounds: z.coerce.number().int().positive().default(3),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
type Plan = Pick<z.infer<typeof argumentsSchema>, 'consoles' | 'rate' | 'seconds' | 'rounds'>;

type Sample = {
  readonly calm: LoadResult;
  readonly storm: LoadResult;
  /** From the break to live, of each console, in milliseconds. */
  readonly back: readonly number[];
};

async function measure(plan: Plan): Promise<readonly Sample[]> {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startLoadPostgres());
  const url = await postgres.database('relay');
  const businesses = await seedBusinesses(url, { count: Math.ceil(plan.consoles / PEOPLE), people: PEOPLE });
  const members = businesses.flatMap(({ workspace }) =>
    Array.from({ length: PEOPLE }, (_none, index) => ({ group: workspace, token: tokenOf(workspace, index + 1) })),
  );
  const numberIds = businesses.map(({ numberId }) => numberId);
  pinLoad();
  const relay = stack.use(await startLoadRelay(url));
  const crowd = new Crowd({ url: relay.url, members, onFrame: () => undefined });
  const webhooks = (round: string) =>
    loadWebhooks({
      url: relay.url,
      connections: CONNECTIONS,
      round,
      numberIds,
      perSecond: plan.rate,
      seconds: plan.seconds,
    });
  await webhooks('warm-up');
  await crowd.arrive();
  const samples: Sample[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    const calm = await webhooks(`calm.${round}`);
    await crowd.breakOff();
    const [storm, back] = await Promise.all([webhooks(`storm.${round}`), crowd.comeBack()]);
    samples.push({ calm, storm, back });
    console.log(line(round, { calm, storm, back }));
  }
  await crowd.breakOff();
  return samples;
}

function line(round: number, { calm, storm, back }: Sample): string {
  const seconds = Math.max(...back) / MS_PER_SECOND;
  const calmP99 = percentile(calm.milliseconds, 0.99);
  const stormP99 = percentile(storm.milliseconds, 0.99);
  return `round ${round}: all live after ${seconds.toFixed(1)} s; webhook p99 ${calmP99.toFixed(1)} ms in calm, ${stormP99.toFixed(1)} ms in the storm`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function report(plan: Plan, samples: readonly Sample[]): object {
  const p99 = (of: (sample: Sample) => readonly number[]) =>
    median(samples.map((sample) => percentile(of(sample), 0.99)));
  const metrics = {
    consoles: plan.consoles,
    allLiveSeconds: rounded(median(samples.map(({ back }) => Math.max(...back) / MS_PER_SECOND))),
    halfLiveSeconds: rounded(median(samples.map(({ back }) => median(back) / MS_PER_SECOND))),
    webhookP99CalmMs: rounded(p99(({ calm }) => calm.milliseconds)),
    webhookP99StormMs: rounded(p99(({ storm }) => storm.milliseconds)),
    webhooksRefused: samples.reduce((sum, { calm, storm }) => sum + calm.refused + storm.refused, 0),
    tls: false,
  };
  const ratios = {
    webhookP99: rounded(
      median(
        samples.map(({ calm, storm }) => percentile(storm.milliseconds, 0.99) / percentile(calm.milliseconds, 0.99)),
      ),
    ),
    ofThirtySeconds: rounded(metrics.allLiveSeconds / 30),
  };
  return { bench: 'reconnect', metrics, ratios };
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
