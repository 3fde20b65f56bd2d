/** `npm run bench -- roundtrip`: webhook POST → painted in the real window, beside the bare chain of the same hops. */
import { webcrypto } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { APP_SECRET } from '../support/test-world.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { startBareChain } from './bare-chain.ts';
import { startEchodeskChain } from './echodesk-chain.ts';
import { watchPaints } from './measure/paint-probe.ts';
import { median, percentile } from './measure/percentile.ts';
import { runRound, type Measured } from './measure/round.ts';
import { closeConnections } from './measure/signed-post.ts';
import { webhookBodies } from './webhook-bodies.ts';

const CUSTOMER = 'Ada';
const PER_SECOND = 25;
const WARM_UP = 25;

const HELP = `npm run bench -- roundtrip [--json] [--messages N] [--rounds N]

Webhook POST -> painted in the real window, p50 and p99 in milliseconds, messages at random moments (Poisson,
${PER_SECOND}/s). Rounds of Echodesk and of the bare chain (the same hops without our code) take turns.

  --messages N   in all rounds together, of each chain (500)
  --rounds N     (5)
  --json         one line of JSON at the end`;

const argumentsSchema = z
  .object({
    messages: z.coerce.number().int().positive().default(500),
    rounds: z.coerce.number().int().positive().default(5),
    json: z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine(({ messages, rounds }) => messages >= rounds, 'there must be at least one message in each round');

type Sample = { readonly ours: readonly (number | undefined)[]; readonly bare: readonly (number | undefined)[] };

async function measure(messages: number, rounds: number): Promise<readonly Sample[]> {
  await using folder = await TempFolder.create('bench');
  await using bareChain = await startBareChain(folder, APP_SECRET);
  await using chain = await startEchodeskChain(CUSTOMER);
  const bodyOf = await webhookBodies(chain.world, CUSTOMER);
  const ours = measured(chain, bodyOf);
  const bare = measured(bareChain, bodyOf);
  const inRound = Math.floor(messages / rounds);
  const round = (index: number) => ({
    firstMark: index === 0 ? 0 : WARM_UP + (index - 1) * inRound,
    messages: index === 0 ? WARM_UP : inRound,
    perSecond: PER_SECOND,
    random: (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes),
  });
  for (const each of [bare, ours]) {
    await watchPaints(each.page);
    await runRound(each, round(0));
  }
  const samples: Sample[] = [];
  for (let index = 1; index <= rounds; index += 1) {
    const bareTimes = await runRound(bare, round(index));
    const ourTimes = await runRound(ours, round(index));
    samples.push({ ours: ourTimes, bare: bareTimes });
  }
  return samples;
}

function measured(chain: Pick<Measured, 'page' | 'webhookUrl'>, bodyOf: Measured['bodyOf']): Measured {
  return { page: chain.page, webhookUrl: chain.webhookUrl, bodyOf, appSecret: APP_SECRET };
}

function known(times: readonly (number | undefined)[]): readonly number[] {
  return times.filter((time) => time !== undefined);
}

type Figures = { readonly p50: number; readonly p99: number };

function figures(times: readonly number[]): Figures {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function row(name: string, { p50, p99 }: Figures): string {
  return `${name.padEnd(12)}${p50.toFixed(1).padStart(8)}${p99.toFixed(1).padStart(8)}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function report(samples: readonly Sample[], json: boolean): void {
  const perRound = samples.map(({ ours, bare }) => ({ ours: figures(known(ours)), bare: figures(known(bare)) }));
  const ours = figures(known(samples.flatMap((sample) => sample.ours)));
  const bare = figures(known(samples.flatMap((sample) => sample.bare)));
  const ratios = {
    p50: rounded(median(perRound.map((each) => each.ours.p50 / each.bare.p50))),
    p99: rounded(median(perRound.map((each) => each.ours.p99 / each.bare.p99))),
  };
  const all = samples.flatMap((sample) => sample.ours);
  const lost = all.length - known(all).length;
  console.log(`${'ms'.padEnd(12)}${'p50'.padStart(8)}${'p99'.padStart(8)}`);
  for (const [index, each] of perRound.entries()) {
    console.log(row(`bare ${index + 1}`, each.bare));
    console.log(row(`echodesk ${index + 1}`, each.ours));
  }
  console.log(row('bare', bare));
  console.log(row('echodesk', ours));
  console.log(
    `ratio (median of the rounds): p50 ${ratios.p50}, p99 ${ratios.p99}; ${all.length} messages, ${lost} lost`,
  );
  if (!json) return;
  const metrics = {
    p50Ms: rounded(ours.p50),
    p99Ms: rounded(ours.p99),
    bareP50Ms: rounded(bare.p50),
    bareP99Ms: rounded(bare.p99),
    messages: all.length,
    lost,
  };
  console.log(JSON.stringify({ bench: 'roundtrip', metrics, ratios }));
}

const { values } = parseArgs({
  options: {
    messages: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const chosen = argumentsSchema.parse(values);
if (chosen.help) {
  console.log(HELP);
} else {
  report(await measure(chosen.messages, chosen.rounds), chosen.json);
  closeConnections();
}
