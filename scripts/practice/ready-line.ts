import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { Failure } from '../lib/failure.mjs';

const PATIENCE_MS = 120_000;

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
    const fail = (what: string): void => reject(new Failure(`${name} ${what}.`, `Its log is ${log}`));
    const timer = setTimeout(() => fail('did not become ready in time'), PATIENCE_MS);
    child.once('exit', () => fail('ended before it was ready'));
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    createInterface({ input: stdout }).on('line', (line) => {
      const ready = schema.safeParse(parseJson(line));
      if (!ready.success) return;
      clearTimeout(timer);
      resolve(ready.data);
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
