import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { readConfig, readDatabaseConfig, type ConfigResult, type DatabaseConfig } from './relay-config.ts';

const manifestSchema = z.object({ version: z.string() });

/** What this process is told. `--config FILE` of the command line stands in the environment by now. */
export function processConfig(): ConfigResult {
  return readConfig(process.env);
}

/** The same for commands that work on the database alone. */
export function processDatabaseConfig(): ConfigResult<DatabaseConfig> {
  return readDatabaseConfig(process.env);
}

/** Version of this software. */
export function softwareVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return manifestSchema.parse(JSON.parse(manifest)).version;
}
