import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../lib/failure.mjs';
import type { Theme } from './console.ts';

export type StartFlags = {
  readonly theme: Theme | undefined;
  /** Goes on with the practice of last time, instead of a new morning. */
  readonly keep: boolean;
  /** Absolute, as everything but the set-up runs elsewhere. */
  readonly screenshot: string | undefined;
  /**
   * Another morning with the same customers; the same for the same text, ids included. Never with `keep`: the relay
   * would take the messages for those it has.
   */
  readonly seed: string | undefined;
  /** Divides the pauses of the morning; times stay what they are. */
  readonly speed: number;
};

const flags = {
  theme: { type: 'string' },
  keep: { type: 'boolean', default: false },
  screenshot: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string', default: '1' },
} as const;

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), 'Run: npm start -- --help');
  }
}

export function parseStartFlags(args: readonly string[]): StartFlags {
  const { theme, keep, screenshot, seed, speed } = readFlags(args);
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') {
    throw new Failure(`There is no theme "${theme}".`, 'Use --theme light or --theme dark');
  }
  if (seed !== undefined && keep) {
    throw new Failure('A seed begins a morning from nothing, so nothing can be kept.', 'Use --seed or --keep');
  }
  if (seed === '') throw new Failure('A seed is at least one character.', 'Use --seed monday');
  const picture = screenshot === undefined ? undefined : resolve(screenshot);
  return { theme, keep, screenshot: picture, seed, speed: parseSpeed(speed) };
}

function parseSpeed(speed: string): number {
  const factor = Number(speed);
  if (factor > 0 && Number.isFinite(factor)) return factor;
  throw new Failure(`There is no speed "${speed}".`, 'Use a number above 0, such as --speed 4');
}
