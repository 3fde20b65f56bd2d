import { processConfig, softwareVersion } from '../config/process-config.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { settingsHelp } from '../config/settings-help.ts';
import { RelayStartError } from '../relay-start-error.ts';
import { startRelay, type Relay } from '../relay.ts';
import { systemSurroundings } from '../surroundings.ts';
import { EXIT, failWith, wrongUsage, type Command } from './command.ts';

/** What has not ended by then is left to PostgreSQL's and the next start's recovery. */
const STOP_WITHIN_MS = 25_000;

const usage = `node src-relay/index.ts serve

Runs the relay until SIGINT or SIGTERM. When ready it writes one line of JSON to stdout; its log goes to stderr.
Told to stop, it takes nothing new, finishes what is under way, and ends within ${STOP_WITHIN_MS / 1000} seconds. Told again, it ends at once:
that loses nothing, and the next start has more to clear up.

${settingsHelp()}

Secrets may be in files: each NAME_FILE of docs/operating.md holds a path instead. --config FILE, or ECHODESK_CONFIG,
names a file of JSON with the same names; the environment goes before it.

Ends with 0 when it was told to stop, 1 when it could not start or stop, 2 when it is not told all it needs.
`;

/** Runs the relay as the environment says. */
export const serveCommand: Command = {
  usage,
  run: async (commandLine) => {
    const [surplus] = commandLine;
    if (surplus !== undefined) return wrongUsage(`serve takes nothing more: ${surplus}`, serveCommand);
    const result = processConfig();
    if (!result.ok) return failWith(result.problems, EXIT.usage);
    try {
      await serve(result.config);
    } catch (error) {
      if (!(error instanceof RelayStartError)) throw error;
      return failWith([error.message], EXIT.failed);
    }
    return EXIT.ok;
  },
};

async function serve(config: RelayConfig): Promise<void> {
  const stopped = untilToldToStop();
  await using relay = await startRelay({
    config,
    version: softwareVersion(),
    surroundings: systemSurroundings,
  });
  process.stdout.write(`${readyLine(relay)}\n`);
  await stopped;
  // Does not hold the process up by itself.
  setTimeout(() => endAtOnce('The relay could not stop in time.'), STOP_WITHIN_MS).unref();
}

/** Resolves on the first signal. A second one ends the process. */
function untilToldToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isTold = false;
  const onSignal = () => {
    if (isTold) endAtOnce('The relay was told twice to stop.');
    isTold = true;
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  return promise;
}

/** The one way out that waits for nobody. */
function endAtOnce(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(EXIT.failed);
}

function readyLine({ url, practice }: Relay): string {
  return JSON.stringify({ ready: true, url, practice });
}
