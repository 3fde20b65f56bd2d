import { expect } from '@playwright/test';
import { Client } from 'pg';
import { z } from 'zod';
import { must } from '../../src-shared/lib/must.ts';
import type { AgentConsole } from '../support/agent-console.ts';
import { cachedConversations } from '../support/cached-conversations.ts';
import { readThread } from '../support/read-thread.ts';
import type { TestWorld } from '../support/test-world.ts';
import { test } from './fixtures.ts';

test.use({ worldOptions: { database: 'operator', speed: 8 } });

/** So few that all of them are in sight in the list. */
const CUSTOMERS = Array.from({ length: 8 }, (_none, index) => `Customer ${index}`);
/** The bot has answered these, and Meta reports in the flood what became of it. */
const ANSWERED_BY_BOT = CUSTOMERS.slice(0, 3);
/** The owner writes to these from the phone, between their messages. */
const ANSWERED_ON_PHONE = CUSTOMERS.slice(6);
/** 2,000 messages in all. */
const LINES = 250;
const ECHO_EVERY = 10;

/** Times of one conversation are a second apart: the order within a second is not promised. */
const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/** After so many rounds of a line from everybody, the relay is killed under what comes in, or comes back. */
const KILLED_AT = [30, 110, 131, 200];
const BACK_AT = [50, 130, 150, 220];

function line(customer: string, index: number): string {
  return `${customer}, line ${index}`;
}

function isEcho(customer: string, index: number): boolean {
  return ANSWERED_ON_PHONE.includes(customer) && index % ECHO_EVERY === ECHO_EVERY - 1;
}

/** What stands in a conversation in the end. */
function wholeConversation(customer: string): readonly string[] {
  const written = Array.from({ length: LINES }, (_none, index) => line(customer, index));
  const [first = '', ...others] = written;
  const greeting = ANSWERED_BY_BOT.includes(customer) ? [`Hello ${customer}`] : [];
  const farewell = ANSWERED_ON_PHONE.includes(customer) ? [`Goodbye ${customer}`] : [];
  return [first, ...greeting, ...others, ...farewell];
}

/** Everybody writes a first line, and the bot answers some. Resolves with the time after that. */
async function begin(world: TestWorld): Promise<number> {
  const first = new Date(Date.now() - HOUR_MS);
  for (const customer of CUSTOMERS) await world.customer(customer).writes(line(customer, 0), first);
  for (const customer of ANSWERED_BY_BOT) await world.botAnswers(customer, `Hello ${customer}`);
  for (const customer of ANSWERED_BY_BOT) await expect.poll(() => world.sentTo(customer)).toHaveLength(1);
  const now = Date.now();
  await world.meta.control.advanceClock(HOUR_MS / SECOND_MS);
  return now;
}

/** Everybody writes the rest, a line each in every round, while the relay is killed again and again. */
async function flood(world: TestWorld, start: number): Promise<void> {
  const write = async (customer: string, index: number) => {
    const at = new Date(start + index * SECOND_MS);
    if (isEcho(customer, index)) await world.phone.answers(customer, line(customer, index), at);
    else await world.customer(customer).writes(line(customer, index), at);
  };
  for (let index = 1; index < LINES; index += 1) {
    await Promise.all([...CUSTOMERS.map((customer) => write(customer, index)), fateOfRelay(world, index)]);
    if (index % 60 === 0) await reportInDisorder(world);
  }
  await world.relay.kill();
  await world.relay.startAgain();
}

async function fateOfRelay({ relay }: TestWorld, round: number): Promise<void> {
  if (KILLED_AT.includes(round)) await relay.kill();
  if (BACK_AT.includes(round)) await relay.startAgain();
}

async function reportInDisorder(world: TestWorld): Promise<void> {
  for (const customer of ANSWERED_BY_BOT) {
    for (const status of ['read', 'sent', 'delivered', 'read'] as const) await world.reports(customer, status);
  }
}

/** The owner has the last word on the phone, which marks everything read. */
async function sayGoodbye(world: TestWorld, start: number): Promise<void> {
  const at = new Date(start + LINES * SECOND_MS);
  for (const customer of ANSWERED_ON_PHONE) await world.phone.answers(customer, `Goodbye ${customer}`, at);
  await world.settle();
}

/** What the list says of each conversation. */
async function seesEachInList(desk: AgentConsole): Promise<void> {
  for (const customer of CUSTOMERS) {
    const row = desk.conversation(customer);
    await expect(row).toContainText(wholeConversation(customer).at(-1) ?? '');
    if (ANSWERED_ON_PHONE.includes(customer)) await expect(row).not.toContainText('unread');
    // The bot had read the first line.
    else await expect(row).toContainText(`${ANSWERED_BY_BOT.includes(customer) ? LINES - 1 : LINES} unread messages`);
  }
}

async function readsWhole(desk: AgentConsole, customer: string): Promise<void> {
  await desk.opens(customer);
  await expect(desk.message(must(wholeConversation(customer).at(-1), 'the newest message'))).toBeVisible();
  expect(await readThread(desk.thread)).toEqual(wholeConversation(customer));
}

const seqsSchema = z.object({ first: z.int(), last: z.int(), count: z.int(), events: z.int() });

/** Of the log in the relay's database. */
async function seqsOf(world: TestWorld): Promise<z.infer<typeof seqsSchema>> {
  await using stack = new AsyncDisposableStack();
  const database = stack.adopt(new Client({ connectionString: world.databaseUrl }), (client) => client.end());
  await database.connect();
  const { rows } = await database.query({
    text: `select min(seq)::int as first, max(seq)::int as last, count(distinct seq)::int as count, count(*)::int as events
           from event where workspace_id = $1`,
    values: [world.relay.workspace],
  });
  return seqsSchema.parse(rows[0]);
}

function byFirstText(left: readonly (string | null)[], right: readonly (string | null)[]): number {
  return String(left[0]).localeCompare(String(right[0]));
}

test('L1 L2 F1 S4 a relay killed five times while 2,000 webhooks come in: each message is there once and in order', async ({
  world,
  desk,
}) => {
  test.setTimeout(300_000);
  const { control } = world.meta;
  // From here on it follows the log, so that each message is a row of its own on its disk.
  await expect(desk.page.getByText('No conversations yet')).toBeVisible();
  const start = await begin(world);
  await control.setDeliveryMode('realistic');
  await flood(world, start);
  await control.settle(60_000);
  await sayGoodbye(world, start);
  const { deliveries, pending } = await control.state();
  expect({ pending, givenUp: deliveries.givenUp }).toEqual({ pending: { deliveries: 0, statuses: 0 }, givenUp: 0 });
  expect(deliveries.failedAttempts).toBeGreaterThan(KILLED_AT.length);

  const whole = CUSTOMERS.map(wholeConversation).toSorted(byFirstText);
  await expect
    .poll(async () => (await cachedConversations(desk.page)).flat().length, { timeout: 60_000 })
    .toBe(whole.flat().length);
  expect((await cachedConversations(desk.page)).toSorted(byFirstText)).toEqual(whole);
  await seesEachInList(desk);

  const anew = await world.openConsole(1);
  await seesEachInList(anew);
  for (const customer of ['Customer 0', 'Customer 7']) {
    await readsWhole(desk, customer);
    await readsWhole(anew, customer);
  }
  const { first, last, count, events } = await seqsOf(world);
  expect({ first, last, count }).toEqual({ first: 1, last: events, count: events });
});
