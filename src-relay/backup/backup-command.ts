import { parseArgs } from 'node:util';

import { EXIT, failWith, wrongUsage, type Command, type ExitCode } from '../cli/command.ts';
import { DATABASE_SETTINGS_HELP, databaseCommand } from '../cli/database-command.ts';
import { softwareVersion } from '../config/process-config.ts';
import { systemSurroundings } from '../surroundings.ts';
import type { Manifest } from './archive-record.ts';
import { BackupError } from './backup-error.ts';
import { verifyArchive } from './read-archive.ts';
import { takeBackup } from './take-backup.ts';
import { withRemedy } from './with-remedy.ts';

const usage = `node src-relay/index.ts backup --to FILE [--force] [--json]
node src-relay/index.ts backup --verify FILE [--json]

Writes everything that the relay holds into one packed file, as of one instant, while the relay serves. The file is read again
and compared before it gets its name. It holds what customers wrote: it is for this account alone (mode 600), and not
encrypted.

  --to FILE      where the backup goes
  --force        replaces a file of that name
  --verify FILE  reads a backup to its end, and says what is in it; needs no database
  --json         one line of JSON: {"file":"...","tables":[{"name":"...","rows":N,"sha256":"..."}]}

Not in it: one-time codes for setting up, settings, and secrets of the environment. restore --help says how it is used.

${DATABASE_SETTINGS_HELP}

Ends with 0; 1 when there is no whole backup; 2 when the command line or a setting is wrong.
`;

const taking = databaseCommand({
  usage,
  read: (args) => {
    const options = {
      to: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    } as const;
    const { to, force, json } = parseArgs({ args, options }).values;
    if (to === undefined || to === '') throw new Error('Say where it goes: --to FILE.');
    return { file: to, overwrites: force, json };
  },
  work: async ({ file, overwrites, json }, { url }) => {
    const manifest = await withRemedy(() =>
      takeBackup({
        databaseUrl: url,
        file,
        overwrites,
        software: softwareVersion(),
        now: systemSurroundings.clock.now(),
        onTable: ({ name, rows }) => process.stderr.write(`${name.padEnd(24)}${rows}\n`),
      }),
    );
    return report({ file, manifest, json }, 'holds');
  },
});

/** Makes a backup, or looks one through. */
export const backupCommand: Command = {
  usage,
  run: (commandLine) =>
    commandLine.some((word) => word.startsWith('--verify')) ? verify(commandLine) : taking.run(commandLine),
};

async function verify(commandLine: readonly string[]): Promise<ExitCode> {
  const options = { verify: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  try {
    const { verify: file = '', json } = parseArgs({ args: [...commandLine], options }).values;
    const { manifest } = await verifyArchive(file);
    return report({ file, manifest, json }, 'is whole, and holds');
  } catch (error) {
    if (error instanceof BackupError) return failWith([error.message], EXIT.failed);
    return wrongUsage(error instanceof Error ? error.message : String(error), { usage });
  }
}

type Report = { readonly file: string; readonly manifest: Manifest; readonly json: boolean };

function report({ file, manifest: { tables }, json }: Report, verb: string): ExitCode {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const words = `${file} ${verb} ${rows} rows of ${tables.length} tables.`;
  process.stdout.write(json ? `${JSON.stringify({ file, tables })}\n` : `${words}\n`);
  return EXIT.ok;
}
