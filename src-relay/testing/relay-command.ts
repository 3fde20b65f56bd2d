import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

export type CommandRun = { readonly code: unknown; readonly printed: string; readonly said: string };

/** Runs one command of the relay to its end, with nothing in its environment but what is given. */
export async function runRelayCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  const child = spawn(process.execPath, [ENTRY, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const [closed, printed, said]: [unknown[], string, string] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: closed[0], printed, said };
}
