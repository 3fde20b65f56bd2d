import { processConfig, softwareVersion } from '../config/process-config.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { RelayStartError } from '../relay-start-error.ts';
import { startRelay, type Relay } from '../relay.ts';
import { systemSurroundings } from '../surroundings.ts';
import { EXIT, wrongUsage, type Command, type ExitCode } from './command.ts';

const usage = `node src-relay/index.ts serve

Runs the relay until SIGINT or SIGTERM. When ready it writes one line of JSON to stdout; its log goes to stderr.

  ECHODESK_HOST                   address to listen on (127.0.0.1)
  ECHODESK_PORT                   port to listen on (8080; 0 takes any free one)
  DATABASE_URL                    PostgreSQL to use; without it the relay starts its own
  ECHODESK_DATA_DIR               where its own PostgreSQL keeps its files (.data/relay)
  ECHODESK_META_APP_SECRETS       app secrets that sign webhooks, separated by commas
  ECHODESK_META_VERIFY_TOKEN      verify token of the webhook handshake
  ECHODESK_GRAPH_URL              Graph API (https://graph.facebook.com)
  ECHODESK_GRAPH_VERSION          version of the Graph API (v26.0)
  ECHODESK_GRAPH_TOKEN            access token of the WhatsApp Business account
  ECHODESK_LOG_LEVEL              trace, debug, info, warn, error, fatal or silent (info)
  ECHODESK_PRACTICE               1 makes a practice workspace with people who can sign in
  ECHODESK_PRACTICE_NUMBER_ID     its number id; ECHODESK_PRACTICE_DISPLAY_NUMBER its number
  ECHODESK_PRACTICE_TOKENS        access tokens of its people, separated by commas

Ends with 0 when it was told to stop, 1 when it could not start, 2 when it is not told all it needs.
`;

/** Runs the relay as the environment says. */
export const serveCommand: Command = {
  usage,
  run: async (commandLine) => {
    const [surplus] = commandLine;
    if (surplus !== undefined) return wrongUsage(`serve takes nothing more: ${surplus}`, serveCommand);
    const result = processConfig();
    if (!result.ok) return fail(result.problems, EXIT.usage);
    try {
      await serve(result.config);
    } catch (error) {
      if (!(error instanceof RelayStartError)) throw error;
      return fail([error.message], EXIT.failed);
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

function fail(sentences: readonly string[], code: ExitCode): ExitCode {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return code;
}
