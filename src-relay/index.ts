import { EXIT, type Command, type ExitCode } from './cli/command.ts';
import { takeConfigOption } from './cli/config-option.ts';
import { softwareVersion } from './config/process-config.ts';
import { CONFIG_FILE } from './config/setting-names.ts';

/** Each is loaded only when it is asked for: reading a file takes no server. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  serve: {
    summary: 'run the relay until SIGINT or SIGTERM',
    load: async () => (await import('./cli/serve.ts')).serveCommand,
  },
  migrate: {
    summary: 'bring the database to this version',
    load: async () => (await import('./cli/migrate.ts')).migrateCommand,
  },
  'setup-code': {
    summary: 'print a code to set a workspace up with',
    load: async () => (await import('./cli/setup-code.ts')).setupCodeCommand,
  },
  replay: {
    summary: 'show what was not applied, and have it applied',
    load: async () => (await import('./operator/replay.ts')).replayCommand,
  },
  backup: {
    summary: 'write everything into one file, while the relay serves',
    load: async () => (await import('./backup/backup-command.ts')).backupCommand,
  },
  restore: {
    summary: 'put a backup into an empty database',
    load: async () => (await import('./backup/restore-command.ts')).restoreCommand,
  },
  doctor: {
    summary: 'look at what the relay stands on, and say what is wrong and the remedy',
    load: async () => (await import('./operator/doctor/doctor-command.ts')).doctorCommand,
  },
  inspect: {
    summary: 'print what stored webhook payloads say',
    load: async () => (await import('./inspect/inspect-command.ts')).inspectCommand,
  },
};

const HELP: ReadonlySet<string | undefined> = new Set(['--help', '-h', 'help']);

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return `Echodesk relay ${softwareVersion()}

  node src-relay/index.ts COMMAND ...

${lines.join('\n')}

COMMAND --help says more. Each takes --config FILE: settings as JSON, see docs/operating.md.
`;
}

async function main(commandLine: readonly string[]): Promise<ExitCode> {
  const { rest: words, file } = takeConfigOption(commandLine);
  if (file === '') return fail('--config needs the name of a file.');
  if (file !== undefined) process.env[CONFIG_FILE] = file;
  const [name, ...rest] = words;
  if (HELP.has(name)) {
    process.stdout.write(usage());
    return EXIT.ok;
  }
  const entry = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    return fail(name === undefined ? '' : `There is no command ${JSON.stringify(name)}.\n`);
  }
  const command = await entry.load();
  if (HELP.has(rest[0])) {
    process.stdout.write(command.usage);
    return EXIT.ok;
  }
  return command.run(rest);
}

function fail(sentence: string): ExitCode {
  process.stderr.write(`${sentence}\n${usage()}`);
  return EXIT.usage;
}

process.exit(await main(process.argv.slice(2)));
