import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { readConfig, type ConfigResult } from './relay-config.ts';

const manifestSchema = z.object({ version: z.string() });

/** What the environment of this process says. */
export function processConfig(): ConfigResult {
  return readConfig(process.env);
}

/** Version of this software. */
export function softwareVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return manifestSchema.parse(JSON.parse(manifest)).version;
}
