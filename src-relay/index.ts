import { processConfig, softwareVersion } from './config/process-config.ts';
import type { RelayConfig } from './config/relay-config.ts';
import { RelayStartError } from './relay-start-error.ts';
import { startRelay, type Relay } from './relay.ts';
import { systemSurroundings } from './surroundings.ts';

const usage = (version: string) => `Echodesk relay ${version}

  node src-relay/index.ts serve     run the relay until SIGINT or SIGTERM
  node src-relay/index.ts --help    this text

When ready it writes one line of JSON to stdout; its log goes to stderr.

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
`;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

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

function fail(sentences: readonly string[], code: number): never {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

async function main(commandLine: readonly string[]): Promise<void> {
  const [command] = commandLine;
  if (command === '--help' || command === 'help') {
    process.stdout.write(usage(softwareVersion()));
    return;
  }
  if (command !== 'serve') fail([usage(softwareVersion())], EXIT_USAGE);
  const result = processConfig();
  if (!result.ok) fail(result.problems, EXIT_USAGE);
  try {
    await serve(result.config);
  } catch (error) {
    if (!(error instanceof RelayStartError)) throw error;
    fail([error.message], EXIT_FAILED);
  }
  process.exit(0);
}

await main(process.argv.slice(2));
