import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const entry = fileURLToPath(new URL('index.ts', import.meta.url));
const secrets = ['--verify-token', 'x', '--app-secret', 'y', '--token', 'z'];
const readySchema = z.strictObject({ ready: z.literal(true), url: z.url(), page: z.url() });

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the program says when it is ready, serves, and ends on %s',
  async (signal) => {
    const program = spawn(process.execPath, [entry, ...secrets], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      program.kill('SIGKILL');
    });
    const exited = once(program, 'exit');
    const lines = createInterface({ input: program.stdout });
    const { value: line } = await lines[Symbol.asyncIterator]().next();
    const { page } = readySchema.parse(JSON.parse(String(line)));
    expect((await fetch(page)).status).toBe(200);
    program.kill(signal);
    expect(await exited).toEqual([0, null]);
  },
);

test('wrong arguments end the program with 2 and a word on standard error', async () => {
  const program = spawn(process.execPath, [entry, '--token', 'z'], { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => {
    program.kill('SIGKILL');
  });
  const chunks: string[] = [];
  program.stderr.on('data', (chunk) => chunks.push(String(chunk)));
  expect(await once(program, 'close')).toEqual([2, null]);
  expect(chunks.join('')).toContain('--verify-token is missing');
});
