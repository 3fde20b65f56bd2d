import { expect } from '@playwright/test';
import { Client } from 'pg';
import { JOB_SCHEMA } from '../../src-relay/outbound/send-wakes.ts';
import { UNKNOWN_PATIENCE_MS } from '../../src-shared/domain/message-delay.ts';
import type { TestWorld } from '../support/test-world.ts';
import { test } from './fixtures.ts';

test.use({ worldOptions: { database: 'operator' } });

const MINUTE_MS = 60_000;
/** Two starts of the relay and of a console. */
const RESTARTED_MS = 120_000;
/** Meta takes the message, and the line breaks before its answer. */
const LOST_ANSWER = { kind: 'no-answer', line: 'cut' } as const;

async function inDatabase(world: TestWorld, sql: string, values: readonly number[] = []): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const database = stack.adopt(new Client({ connectionString: world.databaseUrl }), (client) => client.end());
  await database.connect();
  const { rowCount } = await database.query(sql, [...values]);
  expect(rowCount).toBe(1);
}

/** The one message of which nobody knows has lain so for `milliseconds` more, in a relay that was away meanwhile. */
async function liesFor(world: TestWorld, milliseconds: number): Promise<void> {
  await world.relay.stop();
  await inDatabase(
    world,
    `update message set state = jsonb_set(state, '{statusAt}', to_jsonb((state ->> 'statusAt')::bigint - $1::bigint))
     where state ->> 'status' = 'unknown'`,
    [milliseconds],
  );
  await inDatabase(world, `update send_attempt set updated_at = updated_at - $1 where state = 'unknown'`, [
    milliseconds,
  ]);
  await world.relay.startAgain();
}

/** The time has come at which the relay looks whether the number works again. */
async function looksAgain(world: TestWorld): Promise<void> {
  await inDatabase(world, 'update inbox_sending set look_again_at = $1 where stopped_code is not null', [Date.now()]);
  await inDatabase(world, `update ${JOB_SCHEMA}._private_jobs set run_at = now() where key like 'number/%'`);
}

test('O6 after ten minutes without word the agent sends again, and the customer has it twice', async ({
  world,
  desk,
}) => {
  test.setTimeout(RESTARTED_MS);
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.meta.control.failSends(LOST_ANSWER);
  await desk.replies('Hello Ada');
  await expect(desk.message('Hello Ada')).toContainText('Waiting for word from WhatsApp.');
  await desk.quit();
  await liesFor(world, UNKNOWN_PATIENCE_MS + MINUTE_MS);

  const later = await world.openConsole();
  await later.opens('Ada');
  const reply = later.message('Hello Ada');
  await expect(reply).toContainText('the customer may get it twice');
  expect(await world.sentTo('Ada')).toEqual(['Hello Ada']);
  await later.page.keyboard.press('Control+Shift+S');
  await expect.poll(() => world.sentTo('Ada')).toEqual(['Hello Ada', 'Hello Ada']);
  await world.reports('Ada', 'delivered');
  await expect(reply).toContainText('Attempt 2');
  await expect(reply).toContainText('Delivered');
  await expect(reply.getByRole('button')).toHaveCount(0);
  await expect(reply).toHaveCount(1);
});

test('a reply leaves when its number works again, at the next look of the relay', async ({ world, desk }) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.tokenBecomes('expired');
  await desk.replies('Hello Ada');
  const reply = desk.message('Hello Ada');
  await expect(reply).toContainText('The owner must reconnect it');

  await world.tokenBecomes('valid');
  await looksAgain(world);
  await expect.poll(() => world.sentTo('Ada')).toEqual(['Hello Ada']);
  await world.reports('Ada', 'delivered');
  await expect(reply).toContainText('Delivered');
  await expect(reply).not.toContainText('The owner must reconnect it');
});
