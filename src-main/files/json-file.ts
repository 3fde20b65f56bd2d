import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import type { z } from 'zod';

import type { Log } from '../logging/log.ts';
import { writeFileAtomically } from './atomic-file.ts';

export type JsonFile<Value> = {
  /** Null when it is absent or broken; of a broken one a copy is kept as `<path>.broken`. */
  readonly read: () => Value | null;
  /** Replaces the file as a whole. A disk that refuses is logged: what is kept here can be asked for again. */
  readonly write: (value: Value) => void;
  readonly remove: () => void;
};

/** A small file that holds one value of `schema`, readable by its owner only. */
export function jsonFile<Value>(path: string, schema: z.ZodType<Value>, log: Log): JsonFile<Value> {
  return {
    read: () => readValue(path, schema, log),
    write: (value) => {
      try {
        writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
      } catch (error) {
        log.warn('file_not_written', { path, cause: causeOf(error) });
      }
    },
    remove: () => {
      rmSync(path, { force: true });
    },
  };
}

function readValue<Value>(path: string, schema: z.ZodType<Value>, log: Log): Value | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (causeOf(error) !== 'ENOENT') log.warn('file_not_read', { path, cause: causeOf(error) });
    return null;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  log.warn('file_broken', { path });
  keepCopy(path, log);
  return null;
}

function keepCopy(path: string, log: Log): void {
  try {
    copyFileSync(path, `${path}.broken`);
  } catch (error) {
    log.warn('file_not_copied', { path, cause: causeOf(error) });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
