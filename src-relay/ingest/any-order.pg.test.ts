import { hash } from 'node:crypto';

import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { storeDeliveries } from './deliveries.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { echo, echoesChange, envelope, messagesChange, statusDelivery, textMessage } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

/** Customers. Many more cases, without a database, are in any-order.test.ts. */
const CASES = 600;
const SEED = 20_260_822;
const RETENTION_MS = 1;
const AT_ONCE = 500;

type Json = Record<string, unknown>;

/** What happens in one conversation: when, counted in seconds, and of what kind. */
type Happening = { readonly kind: 'written' | 'echoed' | 'status'; readonly at: number; readonly times: number };

const happening = fc.record<Happening>({
  kind: fc.constantFrom('written', 'written', 'echoed', 'status'),
  at: fc.nat({ max: 6 * 24 * 3600 }),
  times: fc.oneof(
    { weight: 150, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.constant(100) },
  ),
});
/** What happens to one customer. */
const someCase = fc.uniqueArray(happening, { minLength: 1, maxLength: 4, selector: ({ at }) => at });
type Case = readonly Happening[];

function phoneOf(customer: number): string {
  return `4477${String(customer).padStart(8, '0')}`;
}

/** Seconds. */
function momentOf({ at }: Happening): number {
  return 1_790_000_000 + at;
}

function idOf({ at }: Happening, customer: number): string {
  return `wamid.${customer}.${at}`;
}

function deliveryOf(one: Happening, customer: number): Json {
  const phone = phoneOf(customer);
  const contact = { wa_id: phone, user_id: `GB.${customer}`, profile: { name: `Name ${one.at}` } };
  const timestamp = String(momentOf(one));
  const id = idOf(one, customer);
  const person = { from: phone, from_user_id: contact.user_id };
  if (one.kind === 'status') return statusDelivery(id, 'read', { timestamp, recipient_id: phone });
  if (one.kind === 'written') {
    return envelope(messagesChange({ contacts: [contact], messages: [textMessage(id, id, { ...person, timestamp })] }));
  }
  return envelope(echoesChange(echo(id, id, { to: phone, to_user_id: contact.user_id, timestamp })));
}

/** Every delivery as often as it comes, in an order that mixes all customers. */
function shuffled(cases: readonly Case[]): readonly Json[] {
  return cases
    .flatMap((happenings, customer) =>
      happenings
        .flatMap((one) => Array.from({ length: one.times }, () => deliveryOf(one, customer)))
        .map((delivery, place) => ({ delivery, key: hash('sha1', `${SEED}/${customer}/${place}`) })),
    )
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ delivery }) => delivery);
}

async function take(world: InboundWorld, bodies: readonly Buffer[]): Promise<void> {
  const { door } = world.database;
  for (let from = 0; from < bodies.length; from += AT_ONCE) {
    const received = bodies.slice(from, from + AT_ONCE).map((body) => ({ body, receivedAt: epochMs(Date.now()) }));
    const keeping = { node: world.lanes.node, retentionMs: RETENTION_MS };
    world.ingest.take(await storeDeliveries(door, received, keeping));
  }
  await world.ingest.settle();
}

type Seen = {
  readonly who: { readonly name?: string; readonly phone: string };
  readonly inbound: number;
  readonly lastInbound: number | null;
  /** In their order: the moment, who wrote it, and what. */
  readonly messages: readonly (readonly [number, string, string])[];
};

/** What agents see of each conversation, whatever its number. */
async function finalState({ database, workspace }: InboundWorld): Promise<readonly Seen[]> {
  const { rows } = await sql<Seen>`
    select convert_from(c.sealed, 'UTF8')::jsonb as who, c.state -> 'inboundCount' as inbound,
      c.state -> 'lastInboundAt' as "lastInbound", (
        select jsonb_agg(
          jsonb_build_array(m.sent_at, m.state -> 'origin', convert_from(m.sealed, 'UTF8')::jsonb -> 'text')
          order by m.sent_at
        )
        from message as m where m.workspace_id = c.workspace_id and m.conversation = c.conversation
      ) as messages
    from conversation as c where c.workspace_id = ${workspace}`.execute(database.door);
  return rows.toSorted((left, right) => (left.who.phone < right.who.phone ? -1 : 1));
}

/** What they are to see: each message once, the newest name, and nothing of statuses of messages that nobody sent. */
function expectedState(cases: readonly Case[]): readonly Seen[] {
  return cases.flatMap((happenings, customer) => {
    const messages = happenings.filter(({ kind }) => kind !== 'status').toSorted((left, right) => left.at - right.at);
    const newest = messages.findLast(({ kind }) => kind === 'written');
    if (messages.length === 0) return [];
    return {
      who: { phone: `+${phoneOf(customer)}`, ...(newest === undefined ? {} : { name: `Name ${newest.at}` }) },
      inbound: messages.filter(({ kind }) => kind === 'written').length,
      lastInbound: newest === undefined ? null : momentOf(newest) * 1000,
      messages: messages.map((one) => [
        momentOf(one) * 1000,
        one.kind === 'written' ? 'customer' : 'phone',
        idOf(one, customer),
      ]),
    };
  });
}

test('L2 deliveries that come up to 100 times, in any order, leave what they leave when each comes once', async () => {
  const cases = fc.sample(someCase, { numRuns: CASES, seed: SEED });
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await take(
    world,
    shuffled(cases).map((one) => Buffer.from(JSON.stringify(one))),
  );
  expect(await finalState(world)).toEqual(expectedState(cases));
  expect(new Set(await world.fates())).toEqual(new Set(['applied', 'applied parked']));
}, 300_000);
