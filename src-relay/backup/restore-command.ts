import { parseArgs } from 'node:util';

import { EXIT } from '../cli/command.ts';
import { DATABASE_SETTINGS_HELP, databaseCommand } from '../cli/database-command.ts';
import type { NewLife } from './new-life.ts';
import { restartEpochs } from './restart-epochs.ts';
import { restoreBackup, type Restored } from './restore-backup.ts';
import { withRemedy } from './with-remedy.ts';

const usage = `node src-relay/index.ts restore --from FILE [--json]
node src-relay/index.ts restore --new-epoch [--json]

Puts a backup into an empty database, and begins a new epoch in every workspace. A damaged file changes nothing.

  --from FILE   the backup
  --new-epoch   for a database that was set back by other means, such as point-in-time recovery; no relay may work on it
  --json        one line of JSON: {"takenAt":N,"workspaces":N,"unknownSends":N}, takenAt with --from

What a restore can't bring back: what came after the backup. Webhooks that were answered since are not sent again by the
provider, so those messages and statuses are missing here; the owner's phone has them. What had not been sent when the backup was
made may have been sent since: it is shown as unknown, never sent by itself, and can be sent again by an agent after ten
minutes. Consoles take a snapshot, and show what they had queued for a person to decide.

${DATABASE_SETTINGS_HELP}

Ends with 0; 1 when nothing was restored; 2 when the command line or a setting is wrong.
`;

type Options = { readonly file: string | undefined; readonly json: boolean };

/** Restores a backup, or begins a new epoch alone. */
export const restoreCommand = databaseCommand({
  usage,
  read: (args): Options => {
    const options = {
      from: { type: 'string' },
      'new-epoch': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    } as const;
    const { from, 'new-epoch': isEpochAlone, json } = parseArgs({ args, options }).values;
    const saysOne = (from === undefined) === isEpochAlone && from !== '';
    if (!saysOne) throw new Error('Say either --from FILE or --new-epoch.');
    return { file: from, json };
  },
  work: async ({ file, json }, { url: databaseUrl }) => {
    if (file === undefined) {
      const life = await withRemedy(() => restartEpochs(databaseUrl));
      process.stdout.write(json ? `${JSON.stringify(life)}\n` : inWords(life));
      return EXIT.ok;
    }
    const restored = await withRemedy(() =>
      restoreBackup({
        databaseUrl,
        file,
        onTable: ({ name, rows }) => process.stderr.write(`${name.padEnd(24)}${rows}\n`),
      }),
    );
    process.stdout.write(json ? asJson(restored) : `${sinceWhen(restored)}${inWords(restored)}`);
    return EXIT.ok;
  },
});

function asJson({ header: { takenAt }, workspaces, unknownSends }: Restored): string {
  return `${JSON.stringify({ takenAt, workspaces, unknownSends })}\n`;
}

function sinceWhen({ header }: Restored): string {
  const instant = new Date(header.takenAt).toISOString();
  return (
    `Restored to ${instant}. What customers wrote and what was sent since then is not here, ` +
    'and the provider does not send it again: look at the phone.\n'
  );
}

function inWords({ workspaces, unknownSends }: NewLife): string {
  const lines = [`${workspaces} workspaces have begun a new epoch; consoles take a snapshot when they connect.\n`];
  if (unknownSends > 0) {
    lines.push(
      `${unknownSends} messages may have been sent already: they are shown as unknown, and are not sent again.\n`,
    );
  }
  return lines.join('');
}
