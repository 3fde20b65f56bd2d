import { seededRandom } from '../../src-sandbox/random.ts';
import { drawConsole } from './console-inputs.ts';
import { flood } from './flood.ts';
import { drawFrames } from './frame-inputs.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { drawHttp } from './http-inputs.ts';
import type { DrawInput } from './input.ts';
import { Neighbours } from './neighbours.ts';
import { ProcessMemory } from './process-memory.ts';
import { refusalsIn } from './refusal-count.ts';
import { SilentSockets } from './silent-sockets.ts';
import { drawWebhook } from './webhook-inputs.ts';

/** The share of all inputs that each door gets. */
const DOORS: readonly { readonly name: string; readonly draw: DrawInput; readonly share: number }[] = [
  { name: 'webhook', draw: drawWebhook, share: 0.45 },
  { name: 'console', draw: drawConsole, share: 0.25 },
  { name: 'frames', draw: drawFrames, share: 0.15 },
  { name: 'http', draw: drawHttp, share: 0.15 },
];

const AT_ONCE = 16;
const P99 = 0.99;
/** Of the relay's process while it is fuzzed, in MB. */
const MEMORY_BOUND_MB = 1024;

export type FuzzPlan = {
  readonly n: number;
  readonly seed: string;
  readonly bodies: number;
  readonly sockets: number;
  /** Of the neighbours' webhooks while each door is fired at, at most. */
  readonly p99Ms: number;
};

export type FuzzOutcome = {
  /** A sentence for each thing that went wrong; none when all is well. */
  readonly problems: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
};

/** Fires at each door in turn, then posts big bodies all at once and opens silent sockets, and looks after each whether the neighbours are served. */
export async function runFuzz(target: FuzzTarget, { n, seed, bodies, sockets, p99Ms }: FuzzPlan): Promise<FuzzOutcome> {
  const problems: string[] = [];
  const metrics: Record<string, number> = {};
  let inputs = 0;
  using memory = new ProcessMemory(target.pid);
  await using neighbours = await Neighbours.start(target);
  metrics['rssBeforeMb'] = memory.now();
  const counted = await Counted.from(target);
  for (const { name, draw, share } of DOORS) {
    const count = Math.ceil(n * share);
    inputs += count;
    problems.push(...(await fireAll(target, { draw, count, seed: `${seed}/${name}` })));
    await neighbours.stillServed(`after ${name}`);
    metrics[`${name}P99Ms`] = neighbours.takeLatency(P99);
    const { problems: uncounted, refused } = await counted.compare(name);
    problems.push(...uncounted);
    metrics[`${name}Refused`] = refused;
  }
  if (bodies > 0) {
    problems.push(...(await flood(target, bodies)));
    await neighbours.stillServed('after the flood');
    metrics['floodSlowMs'] = neighbours.takeLatency(P99);
    metrics['floodComeAgain'] = neighbours.comeAgain;
  }
  if (sockets > 0) {
    problems.push(...(await outlast(target, neighbours, sockets)));
    metrics['socketsP99Ms'] = neighbours.takeLatency(P99);
  }
  for (const [name, latency] of Object.entries(metrics)) {
    if (name.endsWith('P99Ms') && latency > p99Ms) problems.push(`${name} was ${latency}, more than ${p99Ms}`);
  }
  metrics['rssPeakMb'] = memory.peak;
  metrics['rssAfterMb'] = memory.now();
  problems.push(...neighbours.problems, ...verdictOf(target, await target.metrics()));
  if (memory.peak > MEMORY_BOUND_MB) problems.push(`the relay took ${memory.peak} MB, more than ${MEMORY_BOUND_MB}`);
  return { problems, metrics: { inputs, crashes: problems.length, bodies, sockets, ...metrics } };
}

/** Whether the relay counts what it refuses: each refusal once, and nothing else. */
class Counted {
  readonly #target: FuzzTarget;
  #before: number;

  private constructor(target: FuzzTarget, before: number) {
    this.#target = target;
    this.#before = before;
  }

  static async from(target: FuzzTarget): Promise<Counted> {
    target.refusals.take();
    return new Counted(target, refusalsIn(await target.metrics()));
  }

  async compare(door: string): Promise<{ readonly problems: readonly string[]; readonly refused: number }> {
    const { heard, unheard } = this.#target.refusals.take();
    const now = refusalsIn(await this.#target.metrics());
    const refused = now - this.#before;
    this.#before = now;
    const isTrue = refused >= heard && refused <= heard + unheard;
    const said = `${door}: ${heard} refusals were heard, and ${unheard} ended unheard, but the metrics count ${refused}`;
    return { problems: isTrue ? [] : [said], refused };
  }
}

type Volley = { readonly draw: DrawInput; readonly count: number; readonly seed: string };

async function fireAll(target: FuzzTarget, { draw, count, seed }: Volley): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const problems: string[] = [];
  let left = count;
  const fireOn = async () => {
    while (left > 0 && !target.hasEnded) {
      left -= 1;
      const place = count - left;
      const input = draw(random);
      const problem = await input.fire(target);
      if (problem !== undefined) problems.push(`${seed} #${place} ${input.name}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fireOn));
  return problems;
}

async function outlast(target: FuzzTarget, neighbours: Neighbours, count: number): Promise<readonly string[]> {
  using silent = await SilentSockets.open(target, count);
  await neighbours.stillServed('with silent sockets');
  const left = await silent.leftOpen();
  const problems = left === 0 ? [] : [`${left} sockets that never said who they are were left open`];
  if (silent.refused > 0) problems.push(`${silent.refused} sockets found no room here: raise ulimit -n`);
  return problems;
}

const FAULT_LEVEL = 50;

function verdictOf(target: FuzzTarget, metrics: string): readonly string[] {
  const faults = target.log.split('\n').filter((line) => {
    const [, level] = /"level":(\d+|"\w+")/.exec(line) ?? [];
    return level === '"error"' || level === '"fatal"' || Number(level) >= FAULT_LEVEL;
  });
  const quarantined = metrics.split('\n').filter((line) => line.startsWith('raw_items_total{state="quarantined"'));
  return [
    ...(target.hasEnded ? ['the relay ended by itself'] : []),
    ...faults.map((line) => `logged as a fault: ${line}`),
    ...quarantined.map((line) => `quarantined: ${line}`),
  ];
}
