import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import { inboxIdSchema, type ConversationId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { envelope } from '../ingest/testing/payloads.ts';
import { refused, SendingWorld } from '../testing/sending-world.ts';

const NUMBER = '100200300';
const HOUR_MS = 3_600_000;
const OUTREACH = 131_048;

let postgres: TestPostgres;
let world: SendingWorld;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  const opened = await SendingWorld.open(await postgres.createDatabase());
  onTestFinished(() => opened[Symbol.asyncDispose]());
  world = opened;
});

async function says(id: ConversationId, value: 'stop' | 'resume', atSeconds: number): Promise<void> {
  const phone = must((await world.stage.conversation(id)).phone, 'phone').slice(1);
  const metadata = { display_phone_number: '15550100000', phone_number_id: NUMBER };
  const choice = { wa_id: phone, category: 'marketing_messages', value, timestamp: atSeconds };
  const contacts = [{ wa_id: phone, profile: { name: 'Ada' } }];
  await world.hear(
    envelope({
      field: 'user_preferences',
      value: { messaging_product: 'whatsapp', metadata, contacts, user_preferences: [choice] },
    }),
  );
}

test('O7 G12 who wants no marketing gets none from the moment they say so, and replies all the same', async () => {
  const at = Math.floor(world.now / 1000);
  const id = await world.waitingAnswer({ bulk: true });
  await world.queue(id, { initiated: true });
  await world.queue(id);
  await says(id, 'stop', at);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['failed', 'failed', 'sent']);
  expect(await world.stage.message(id, 2)).toMatchObject({ status: 'failed', failureCode: 131_050 });
  await says(id, 'resume', at + 1);
  await says(id, 'stop', at);
  await world.queue(id, { bulk: true });
  world.pass(1000);
  expect(await world.claim(id)).toMatchObject({ kind: 'call' });
});

test('O7 G12 what the provider says of a person counts for every later message that they did not ask for', async () => {
  const id = await world.waitingAnswer({ bulk: true });
  await world.send(id, refused(131_050));
  await world.queue(id, { bulk: true });
  await world.queue(id);
  world.pass(1000);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['failed', 'failed', 'sent']);
  expect(await world.calls()).toHaveLength(2);
});

test('W5 a number of doubtful quality sends only replies; one other message looks, and then all go on', async () => {
  const [first, second] = [await world.waitingAnswer({ bulk: true }), await world.waitingAnswer({ bulk: true })];
  await world.send(first, refused(OUTREACH));
  world.pass(1000);
  for (const id of [first, second]) expect(await world.claim(id)).toEqual({ kind: 'nothing' });
  expect(await world.delays(second)).toMatchObject([{ reason: 'number_stopped', code: OUTREACH }]);
  await world.queue(second);
  expect((await world.look(first)).conversations).toEqual([second]);
  await world.send(second, world.accepted());
  expect(await world.states(second)).toEqual(['waiting', 'sent']);
  world.pass(HOUR_MS);
  const look = await world.call(first);
  expect(await world.claim(second)).toEqual({ kind: 'nothing' });
  await world.settle(look, world.accepted());
  world.pass(1000);
  expect(await world.claim(second)).toMatchObject({ kind: 'call' });
});

test('W5 a reply that is refused with its number is tried again', async () => {
  const id = await world.waitingAnswer();
  await world.send(id, refused(OUTREACH));
  expect(await world.states(id)).toEqual(['waiting']);
  world.pass(60_000);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['sent']);
});

test.each([4, 80_007])(
  'W5 the limit of an app or account (%i) holds back every number of the workspace',
  async (code) => {
    const { stage } = world;
    await stage.database.forWorkspace(stage.workspace).transaction(async (tables) => {
      const known = await tables.selectFrom('inbox').selectAll().executeTakeFirstOrThrow();
      await tables
        .insertInto('inbox')
        .values({ ...known, inbox: inboxIdSchema.parse(2), provider_number_id: '100200301' })
        .execute();
    });
    await world.send(await world.waitingAnswer(), refused(code));
    const paces = await stage.database
      .forWorkspace(stage.workspace)
      .reading((tables) => tables.selectFrom('inbox_sending').select('pace_us').execute());
    expect(paces).toHaveLength(2);
    for (const { pace_us: paceUs } of paces) expect(paceUs).toBeGreaterThanOrEqual((world.now + 30_000) * 1000);
  },
);
