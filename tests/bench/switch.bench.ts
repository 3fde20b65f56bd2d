/** `npm run bench -- switch`: key press → painted frame in the real window, with a list of 50,000 conversations. */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { TempFolder } from '../support/temp-folder.ts';
import { TestWorld } from '../support/test-world.ts';
import { startBarePage } from './bare-page.ts';
import { fillLog } from './inbox/fill-log.ts';
import { seededRandom } from './inbox/seeded-random.ts';
import {
  expectSights,
  frameInterval,
  settlePaints,
  takePaints,
  watchKeys,
  type Painted,
  type Sight,
} from './measure/key-probe.ts';
import { median, percentile } from './measure/percentile.ts';

const LONG = { conversations: 300, messages: 200 };
/** How often a held key repeats, as keyboards do. */
const REPEAT_MS = 33;
const SEED = 1;

const HELP = `npm run bench -- switch [--json] [--conversations N] [--rounds N]

Key press -> painted frame in the real window, in milliseconds and in frames. The log is filled through its own API, the
cache of the console by its own sync, while keys are pressed. Rounds take turns with a bare page of the same Electron
that counts key presses.

  --conversations N   (50000)
  --rounds N          (5)
  --json              one line of JSON at the end`;

const argumentsSchema = z.object({
  conversations: z.coerce.number().int().min(LONG.conversations).default(50_000),
  rounds: z.coerce.number().int().positive().default(5),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** One kind of press: which keys, what they are for, where the focus is. */
type Presses = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly sights: readonly Sight[];
  readonly focus: 'list' | 'tab' | 'page';
  /** Pressed on while it is down. */
  readonly isHeld?: true;
};

const PRESSES: readonly Presses[] = [
  { name: 'jk', keys: repeat(['j'], 16), sights: ['move', 'open'], focus: 'page' },
  { name: 'arrow', keys: repeat(['ArrowDown', 'ArrowDown', 'ArrowUp'], 5), sights: ['move'], focus: 'list' },
  { name: 'held', keys: repeat(['j'], 24), sights: ['move'], focus: 'page', isHeld: true },
  { name: 'page', keys: repeat(['PageDown', 'PageUp'], 4), sights: ['move'], focus: 'list' },
  { name: 'ends', keys: repeat(['End', 'Home'], 4), sights: ['move'], focus: 'list' },
  { name: 'filter', keys: repeat(['ArrowRight', 'ArrowLeft'], 4), sights: ['filter'], focus: 'tab' },
];

/** Opens the palette, types as much as tells one conversation from most others, and opens it. */
const PALETTE: readonly (readonly [Sight, string])[] = [
  ['palette', 'Control+k'],
  ['found', 'a'],
  ['found', 'l'],
  ['found', 'm'],
  ['taken', 'Enter'],
];
const PALETTE_TIMES = 5;

/** Kind of press and what it was for → milliseconds of each. */
type Times = Map<string, number[]>;
type Round = { readonly ours: Times; readonly bare: readonly number[] };

/** `keys`: of the presses between the first rows and the last. */
type Opening = { readonly firstRowsMs: number; readonly wholeMs: number; readonly keys: readonly number[] };
type Measured = { readonly rounds: readonly Round[]; readonly frameMs: number; readonly opening: Opening };

function repeat(keys: readonly string[], times: number): readonly string[] {
  return Array.from({ length: times }, () => keys).flat();
}

async function measure(conversations: number, rounds: number): Promise<Measured> {
  await using folder = await TempFolder.create('bench');
  await using world = await TestWorld.start({ database: 'operator' });
  await fillLog(world.databaseUrl, world.relay.workspace, { conversations, long: LONG });
  await using bare = await startBarePage(folder.at('bare-page'));
  const startedAt = performance.now();
  const desk = await world.openConsole();
  const { page } = desk;
  const random = seededRandom(SEED);
  const opening = await openWhole(page, { startedAt, conversations, random });
  await watchKeys(bare.page);
  await runRound(page, random);
  await runBareRound(bare.page, random);
  const measured: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const bareTimes = await runBareRound(bare.page, random);
    measured.push({ bare: bareTimes, ours: await runRound(page, random) });
  }
  return { rounds: measured, frameMs: await frameInterval(bare.page), opening };
}

type Start = { readonly startedAt: number; readonly conversations: number; readonly random: () => number };

/** Works in the list until the console holds everything, and says how long that took from the console's start. */
async function openWhole(page: Page, { startedAt, conversations, random }: Start): Promise<Opening> {
  await page.getByRole('option').first().waitFor({ timeout: 120_000 });
  const firstRowsMs = performance.now() - startedAt;
  await watchKeys(page);
  await selectFirst(page);
  await expectSights(page, ['move']);
  const all = page.getByRole('tab', { name: new RegExp(`${conversations.toLocaleString('en')}$`) });
  const whole = all.waitFor({ timeout: 300_000 }).then(() => performance.now() - startedAt);
  const [wholeMs] = await Promise.all([whole, pressUntil(page, whole, random)]);
  const keys = (await takePaints(page)).map(({ milliseconds }) => milliseconds);
  return { firstRowsMs, wholeMs, keys };
}

async function pressUntil(page: Page, end: Promise<unknown>, random: () => number): Promise<void> {
  const waiting = new AbortController();
  void end.finally(() => waiting.abort()).catch(() => undefined);
  do await pressEach(page, ['j'], random);
  while (!waiting.signal.aborted);
}

async function selectFirst(page: Page): Promise<void> {
  await page.getByRole('option').first().click();
  await page.getByRole('log').waitFor();
}

async function runRound(page: Page, random: () => number): Promise<Times> {
  const times: Times = new Map();
  for (const presses of PRESSES) {
    await focusOn(page, presses.focus);
    await expectSights(page, presses.sights);
    await (presses.isHeld === true ? hold(page, presses) : pressEach(page, presses.keys, random));
    note(times, presses.name, await takePaints(page));
  }
  for (let index = 0; index < PALETTE_TIMES; index += 1) {
    await goThroughPalette(page, random);
    note(times, 'palette', await takePaints(page));
  }
  return times;
}

function note(times: Times, press: string, painted: readonly Painted[]): void {
  for (const { sight, milliseconds } of painted) {
    const name = press === sight ? sight : `${press}-${sight}`;
    times.set(name, [...(times.get(name) ?? []), milliseconds]);
  }
}

async function goThroughPalette(page: Page, random: () => number): Promise<void> {
  for (const [sight, key] of PALETTE) {
    await expectSights(page, [sight]);
    await page.keyboard.press(key);
    await settlePaints(page);
    await pause(30 + 70 * random());
  }
}

async function runBareRound(page: Page, random: () => number): Promise<readonly number[]> {
  const presses: Presses = { name: 'bare', keys: repeat(['j'], 30), sights: ['figure'], focus: 'page' };
  await expectSights(page, presses.sights);
  await pressEach(page, presses.keys, random);
  return (await takePaints(page)).map(({ milliseconds }) => milliseconds);
}

/** One after the other as a person does: the next when the one before is painted, at any moment of a frame. */
async function pressEach(page: Page, keys: readonly string[], random: () => number): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settlePaints(page);
    await pause(30 + 70 * random());
  }
}

async function hold(page: Page, { keys }: Presses): Promise<void> {
  for (const key of keys) {
    await Promise.all([page.keyboard.down(key), pause(REPEAT_MS)]);
  }
  await page.keyboard.up(keys.at(-1) ?? '');
  await settlePaints(page);
}

async function focusOn(page: Page, place: Presses['focus']): Promise<void> {
  await expectSights(page, []);
  if (place === 'list') await page.getByRole('listbox', { name: 'Conversations' }).focus();
  if (place === 'tab') await page.getByRole('tab').first().click();
  if (place === 'page') await page.evaluate(leaveFocus);
}

function leaveFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

type Figures = { readonly p50: number; readonly p95: number; readonly p99: number };

function figures(times: readonly number[]): Figures {
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function row(name: string, { p50, p95, p99 }: Figures): string {
  return name.padEnd(14) + [p50, p95, p99].map((value) => value.toFixed(1).padStart(8)).join('');
}

function report({ rounds, frameMs, opening }: Measured, json: boolean): void {
  const names = [...new Set(rounds.flatMap(({ ours }) => [...ours.keys()]))];
  const metrics: Record<string, number> = { frameMs: rounded(frameMs) };
  const ratios: Record<string, number> = {};
  const bare = figures(rounds.flatMap((round) => round.bare));
  console.log(`${'ms'.padEnd(14)}${['p50', 'p95', 'p99'].map((name) => name.padStart(8)).join('')}`);
  console.log(row('bare page', bare));
  for (const [name, value] of Object.entries(bare)) metrics[`bare_${name}Ms`] = rounded(value);
  for (const name of names) {
    const perRound = rounds.map(({ ours }) => figures(ours.get(name) ?? []));
    const all = figures(rounds.flatMap(({ ours }) => ours.get(name) ?? []));
    console.log(row(name, all));
    for (const share of ['p50', 'p95', 'p99'] as const) {
      metrics[`${name}_${share}Ms`] = rounded(all[share]);
      ratios[`${name}_${share}`] = rounded(median(perRound.map((each) => each[share])) / frameMs);
    }
  }
  const meanwhile = figures(opening.keys);
  console.log(row('while opening', meanwhile));
  for (const [name, value] of Object.entries(meanwhile)) metrics[`opening_${name}Ms`] = rounded(value);
  metrics['firstRowsMs'] = rounded(opening.firstRowsMs);
  metrics['wholeMs'] = rounded(opening.wholeMs);
  console.log(`a frame: ${frameMs.toFixed(1)} ms; ratios are in frames, medians of the rounds`);
  console.log(
    `opened: first rows after ${(opening.firstRowsMs / 1000).toFixed(1)} s, whole after ${(opening.wholeMs / 1000).toFixed(1)} s`,
  );
  if (json) console.log(JSON.stringify({ bench: 'switch', metrics, ratios }));
}

const { values } = parseArgs({
  options: {
    conversations: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const chosen = argumentsSchema.parse(values);
if (chosen.help) console.log(HELP);
else report(await measure(chosen.conversations, chosen.rounds), chosen.json);
