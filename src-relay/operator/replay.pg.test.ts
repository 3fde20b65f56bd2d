import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inboxIdSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { InboundWorld } from '../ingest/testing/inbound-world.ts';
import { envelope, messagesChange, statusDelivery, textDelivery, textMessage } from '../ingest/testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const SYSTEM = workspaceIdSchema.parse(0);
const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

type Stage = AsyncDisposable & {
  readonly world: InboundWorld;
  /** Runs `replay` as an operator does, beside the running relay. Rejects unless it ends with 0. */
  readonly replay: (...words: readonly string[]) => Promise<string>;
};

async function startStage(): Promise<Stage> {
  const url = await postgres.createDatabase();
  const world = await InboundWorld.start(url);
  const replay = async (...words: readonly string[]) => {
    const env = { ...process.env, DATABASE_URL: url };
    const { stdout } = await promisify(execFile)(process.execPath, [ENTRY, 'replay', ...words], { env });
    return stdout;
  };
  return { world, replay, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/** From now on every text that says "poison" breaks the change it is in, until it is mended. */
async function poison({ database }: InboundWorld): Promise<() => Promise<unknown>> {
  await sql`
    create function refuse() returns trigger language plpgsql as $$ begin
      if convert_from(new.sealed, 'UTF8') like '%poison%' then raise exception 'refused'; end if;
      return new;
    end $$`.execute(database.door);
  await sql`create trigger refuse before insert on content for each row execute function refuse()`.execute(
    database.door,
  );
  return () => sql`drop trigger refuse on content`.execute(database.door);
}

test('what was quarantined is listed without what it says, and applied exactly once when its cause is mended', async () => {
  await using stage = await startStage();
  const { world, replay } = stage;
  const mend = await poison(world);
  await world.deliver(
    textDelivery('wamid.1', 'poison'),
    textDelivery('wamid.2', 'good'),
    textDelivery('wamid.1', 'poison'),
  );
  expect(await world.fates()).toEqual(['quarantined error', 'applied', 'quarantined error']);
  const listed = await replay('--list');
  expect(listed).toMatch(/^workspace 1 {2}quarantined {2}messages {2}error {2}delivery 1 part 0 {2}\d{4}-/m);
  expect(listed).not.toMatch(/poison|wamid|4477|Ada/);

  const again: unknown = JSON.parse(await replay('--state', 'quarantined', '--wait', '--json'));
  expect(again).toEqual({ replayed: 2, fates: { quarantined: 2 } });
  await mend();
  const mended: unknown = JSON.parse(await replay('--state', 'quarantined', '--wait', '--json'));
  expect(mended).toEqual({ replayed: 2, fates: { applied: 2 } });
  const none: unknown = JSON.parse(await replay('--state', 'quarantined', '--wait', '--json'));
  expect(none).toEqual({ replayed: 0, fates: {} });
  expect((await world.story()).toSorted()).toEqual([
    'conversation.started: Ada Finch',
    'message.received: good',
    'message.received: poison',
  ]);
});

test('a filter replays what it says and nothing else', async () => {
  await using stage = await startStage();
  const { world, replay } = stage;
  const mend = await poison(world);
  await world.deliver(
    textDelivery('wamid.1', 'poison 1'),
    textDelivery('wamid.2', 'poison 2'),
    statusDelivery('x', 'odd'),
  );
  await mend();
  expect(await replay('--state', 'quarantined', '--field', 'history', '--wait')).toBe('Replayed: 0.\n');
  expect(await replay('--state', 'quarantined', '--workspace', '0', '--wait')).toBe('Replayed: 0.\n');
  expect(await replay('--state', 'quarantined', '--delivery', '2', '--wait')).toBe('Replayed: 1.\n  applied       1\n');
  expect(await world.fates()).toEqual(['quarantined error', 'applied', 'unrecognised unknown_status']);
});

test('messages to a number that nobody knew are applied once it has a workspace', async () => {
  await using stage = await startStage();
  const { world, replay } = stage;
  await world.deliver(envelope(messagesChange({ messages: [textMessage('wamid.1', 'anybody?')] }, '999')));
  expect(await world.fates(SYSTEM)).toEqual(['unrecognised unknown_number']);
  await world.database.forWorkspace(world.workspace).transaction((tables) =>
    tables
      .insertInto('inbox')
      .values({
        workspace_id: world.workspace,
        inbox: inboxIdSchema.parse(2),
        provider_number_id: '999',
        display_phone: '+442079460101',
        name: 'Branch',
      })
      .execute(),
  );
  expect(await replay('--state', 'unrecognised', '--wait')).toBe('Replayed: 1.\n  moved         1\n');
  await expect.poll(() => world.fates(), { timeout: 15_000 }).toEqual(['applied']);
  expect(await world.story()).toContain('message.received: anybody?');
});

test.each([
  [['--state', 'applied'], '--state must be quarantined or unrecognised.'],
  [['--delivery', 'x'], '--delivery must be a whole number.'],
  [[], 'Say what: --list, --state or --delivery.'],
  [['--workspace', '1'], 'Say what: --list, --state or --delivery.'],
  [
    ['--delivery', '1', '--field', 'messages'],
    'A whole delivery takes no --workspace and no --field: give --state with them.',
  ],
  [['--list', '--wait'], '--list waits for nothing.'],
  [['--all'], "Unknown option '--all'"],
])('%j is refused with a sentence', async (words, sentence) => {
  const run = promisify(execFile)(process.execPath, [ENTRY, 'replay', ...words]);
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) as unknown });
});

test('a delivery that is not there is said so', async () => {
  await using stage = await startStage();
  await expect(stage.replay('--delivery', '77')).rejects.toMatchObject({
    code: 1,
    stderr: 'There is no delivery 77.\n',
  });
});
