import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { EXIT, type ExitCode } from '../cli/command.ts';
import { DATABASE_SETTINGS_HELP, databaseCommand } from '../cli/database-command.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { orRemedy } from '../open-database.ts';
import {
  deadLetters,
  DEAD_LETTER_STATES,
  fateOfDelivery,
  fatesOf,
  replayDeadLetters,
  replayDelivery,
  type DeadLetter,
  type Fates,
} from './dead-letters.ts';

const usage = `node src-relay/index.ts replay --list [FILTER] [--json]
node src-relay/index.ts replay --state STATE [FILTER] [--wait] [--json]
node src-relay/index.ts replay --delivery N [--wait] [--json]

Shows parts of webhooks that were not applied, and has them applied once the reason is mended. The relay may run, and has to
for anything to be applied: it takes up within seconds what is replayed. The database is brought to this version.

  --list          prints each: workspace, state, field, reason, delivery, part, and when it was received; nothing it says
  --state STATE   quarantined (applying it failed) or unrecognised (nobody knew what it was)
  --delivery N    of this delivery; without --state all of it is taken apart again, from the body as it is stored
  --workspace N   of this workspace; 0 has what belongs to nobody
  --field F       of this webhook field, such as messages
  --wait          waits until all is done, and says what became of it
  --json          --list: one line of JSON for each; else {"replayed":N,"fates":{"applied":N,...}}, fates with --wait

What was applied already is not applied twice. What fails again is quarantined again. docs/errors.md explains the reasons.

${DATABASE_SETTINGS_HELP}

Ends with 0; 1 when the database can't be used, the delivery is not there, or --wait saw nothing move for a minute; 2 when the
command line or a setting is wrong.
`;

const wholeNumber = (name: string) =>
  z.coerce.number(`${name} must be a whole number.`).int(`${name} must be a whole number.`);

const optionsSchema = z
  .object({
    list: z.boolean(),
    wait: z.boolean(),
    json: z.boolean(),
    state: z.enum(DEAD_LETTER_STATES, '--state must be quarantined or unrecognised.').optional(),
    workspace: wholeNumber('--workspace').pipe(workspaceIdSchema).optional(),
    delivery: wholeNumber('--delivery').optional(),
    field: z.string().optional(),
  })
  .refine(({ list, state, delivery }) => list || state !== undefined || delivery !== undefined, {
    error: 'Say what: --list, --state or --delivery.',
  })
  .refine(({ list, wait }) => !list || !wait, { error: '--list waits for nothing.' })
  .refine(({ list, state, workspace, field }) => list || state !== undefined || (workspace ?? field) === undefined, {
    error: 'A whole delivery takes no --workspace and no --field: give --state with them.',
  });

type Options = z.infer<typeof optionsSchema>;

export const replayCommand = databaseCommand({
  usage,
  read: (args): Options => {
    const options = {
      list: { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      state: { type: 'string' },
      workspace: { type: 'string' },
      delivery: { type: 'string' },
      field: { type: 'string' },
    } as const;
    const parsed = optionsSchema.safeParse(parseArgs({ args, options }).values);
    if (!parsed.success) throw new Error(parsed.error.issues[0]?.message);
    return parsed.data;
  },
  work: async (options, { url }) => {
    await using database = await orRemedy(() => openDatabase(url));
    return await (options.list ? listAll(database, options) : replay(database, options));
  },
});

async function listAll(database: Database, options: Options): Promise<ExitCode> {
  for await (const letter of deadLetters(database, options)) {
    process.stdout.write(options.json ? `${JSON.stringify(letter)}\n` : inWords(letter));
  }
  return EXIT.ok;
}

function inWords({ workspace, state, field, reason, delivery, part, receivedAt }: DeadLetter): string {
  const at = receivedAt === null ? 'body deleted' : new Date(receivedAt).toISOString();
  return `workspace ${workspace}  ${state}  ${field || '-'}  ${reason ?? '-'}  delivery ${delivery} part ${part}  ${at}\n`;
}

async function replay(database: Database, options: Options): Promise<ExitCode> {
  const begun = await begin(database, options);
  if (begun === undefined) {
    process.stderr.write(`There is no delivery ${options.delivery}.\n`);
    return EXIT.failed;
  }
  const { replayed, look } = begun;
  const fates = options.wait ? await untilSettled(look) : undefined;
  const told = { replayed, ...(fates === undefined ? {} : { fates }) };
  process.stdout.write(options.json ? `${JSON.stringify(told)}\n` : wordsOf(told));
  if (fates === undefined || isSettled(fates)) return EXIT.ok;
  process.stderr.write('Nothing has moved for a minute: is a relay running?\n');
  return EXIT.failed;
}

type Begun = {
  /** Items; null for a whole delivery, whose items are not known yet. */
  readonly replayed: number | null;
  readonly look: () => Promise<Fates>;
};

async function begin(database: Database, { state, delivery, ...filter }: Options): Promise<Begun | undefined> {
  if (state === undefined && delivery !== undefined) {
    if (!(await replayDelivery(database.door, delivery))) return undefined;
    return { replayed: null, look: async () => (await fateOfDelivery(database.door, delivery)) ?? { waiting: 1 } };
  }
  const keys = await replayDeadLetters(database, { ...filter, state, delivery });
  return { replayed: keys.length, look: () => fatesOf(database, keys) };
}

const LOOK_AGAIN_MS = 250;
const GIVE_UP_MS = 60_000;

/** Ends when nothing waits any more, or when nothing has moved for long. */
async function untilSettled(look: () => Promise<Fates>): Promise<Fates> {
  let fates = await look();
  for (let movedAt = Date.now(); !isSettled(fates) && Date.now() - movedAt < GIVE_UP_MS;) {
    await setTimeout(LOOK_AGAIN_MS);
    const now = await look();
    if (now.waiting !== fates.waiting) movedAt = Date.now();
    fates = now;
  }
  return fates;
}

function isSettled({ waiting }: Fates): boolean {
  return waiting === undefined;
}

function wordsOf({ replayed, fates }: { readonly replayed: number | null; readonly fates?: Fates }): string {
  const first = replayed === null ? 'The delivery is taken apart again.' : `Replayed: ${replayed}.`;
  const rest = Object.entries(fates ?? {}).map(([fate, items]) => `  ${fate.padEnd(14)}${items}`);
  return [first, ...rest, ''].join('\n');
}
