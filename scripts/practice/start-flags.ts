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
};

const flags = {
  theme: { type: 'string' },
  keep: { type: 'boolean', default: false },
  screenshot: { type: 'string' },
} as const;

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), 'Run: npm start -- --help');
  }
}

export function parseStartFlags(args: readonly string[]): StartFlags {
  const { theme, keep, screenshot } = readFlags(args);
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') {
    throw new Failure(`There is no theme "${theme}".`, 'Use --theme light or --theme dark');
  }
  return { theme, keep, screenshot: screenshot === undefined ? undefined : resolve(screenshot) };
}
