import { EXIT, type Command, type ExitCode } from './cli/command.ts';
import { softwareVersion } from './config/process-config.ts';

/** Each is loaded only when it is asked for: reading a file takes no server. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  serve: {
    summary: 'run the relay until SIGINT or SIGTERM',
    load: async () => (await import('./cli/serve.ts')).serveCommand,
  },
  inspect: {
    summary: 'print what stored webhook payloads say',
    load: async () => (await import('./inspect/inspect-command.ts')).inspectCommand,
  },
};

const HELP: ReadonlySet<string | undefined> = new Set(['--help', '-h', 'help']);

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `Echodesk relay ${softwareVersion()}

  node src-relay/index.ts COMMAND ...

${lines.join('\n')}

COMMAND --help says more.
`;
}

async function main([name, ...rest]: readonly string[]): Promise<ExitCode> {
  if (HELP.has(name)) {
    process.stdout.write(usage());
    return EXIT.ok;
  }
  const entry = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    process.stderr.write(usage());
    return EXIT.usage;
  }
  const command = await entry.load();
  if (HELP.has(rest[0])) {
    process.stdout.write(command.usage);
    return EXIT.ok;
  }
  return command.run(rest);
}

process.exit(await main(process.argv.slice(2)));
