import { processConfig, softwareVersion } from '../config/process-config.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { settingsHelp } from '../config/settings-text.ts';
import { RelayStartError } from '../relay-start-error.ts';
import { startRelay, type Relay } from '../relay.ts';
import { systemSurroundings } from '../surroundings.ts';
import { EXIT, failWith, wrongUsage, type Command } from './command.ts';

const usage = `node src-relay/index.ts serve

Runs the relay until SIGINT or SIGTERM. When ready it writes one line of JSON to stdout; its log goes to stderr.

${settingsHelp()}

Secrets may be in files: each NAME_FILE of docs/operating.md holds a path instead. --config FILE, or ECHODESK_CONFIG,
names a file of JSON with the same names; the environment goes before it.

Ends with 0 when it was told to stop, 1 when it could not start, 2 when it is not told all it needs.
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
  const stopped = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.resolve());
  await using relay = await startRelay({
    config,
    version: softwareVersion(),
    surroundings: systemSurroundings,
  });
  process.stdout.write(`${readyLine(relay)}\n`);
  await stopped.promise;
}

function readyLine({ url, practice }: Relay): string {
  return JSON.stringify({ ready: true, url, practice });
}
