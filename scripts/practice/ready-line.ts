import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { Failure } from '../lib/failure.mjs';

const PATIENCE_MS = 120_000;
const LINES_SHOWN = 5;

/**
 * The line of JSON by which a server says that it is ready, and where. What it prints afterwards is
 * drained, so that it never blocks.
 */
export async function readyLine<Schema extends z.ZodType>(
  child: ChildProcess,
  schema: Schema,
  { name, log }: { readonly name: string; readonly log: string },
): Promise<z.output<Schema>> {
  const { stdout } = child;
  if (stdout === null) throw new Error(`${name} was started without a pipe for its ready line`);
  return new Promise((resolve, reject) => {
    const fail = (what: string): void =>
      reject(new Failure(`${name} ${what}.`, `The end of ${log}:\n${lastLines(log)}`));
    const timer = setTimeout(() => fail('did not become ready in time'), PATIENCE_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended before it was ready');
    });
    createInterface({ input: stdout }).on('line', (line) => {
      const ready = schema.safeParse(parseJson(line));
      if (!ready.success) return;
      clearTimeout(timer);
      resolve(ready.data);
    });
  });
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
