import type { Client } from 'pg';
import { describe, expect, vi } from 'vitest';
import { z } from 'zod';
import { RelaySession } from '../support/relay-session.ts';
import type { TestWorld } from '../support/test-world.ts';
import { test } from './fixtures.ts';
import { delivery, messagesChange, textMessage } from './webhook-bodies.ts';

const ADA = '447700900001';
const GRACE = '447700900002';
const BODY_LIMIT = 4 * 1024 * 1024;

const itemSchema = z.object({ workspace_id: z.coerce.number(), state: z.string(), reason: z.string().nullable() });

async function storedDeliveries(database: Client): Promise<number> {
  const { rows } = await database.query('select count(*)::int as count from raw_delivery');
  return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
}

async function settledItems(database: Client, count: number) {
  const items = await vi.waitUntil(
    async () => {
      const { rows } = await database.query(
        `select workspace_id, state, reason from raw_item where state <> 'waiting' order by delivery_id, part`,
      );
      return rows.length >= count && rows;
    },
    { timeout: 10_000 },
  );
  return z.array(itemSchema).parse(items);
}

/** What a customer wrote reaches the consoles, whatever came before it. */
async function stillReceives(world: TestWorld): Promise<void> {
  const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
  await world.customer('Hedy').writes('and I am fine');
  expect(await session.texts(`+${world.customer('Hedy').number}`, 1)).toEqual(['and I am fine']);
  session.close();
}

async function post(world: TestWorld, body: string | Uint8Array, signature?: string): Promise<unknown> {
  return world.meta.control.postRaw(body, signature);
}

describe('a webhook that is not as it should be', () => {
  test('with a wrong signature or none is refused, counted and not stored', async ({ world, database }) => {
    const body = delivery(world.meta.account, [messagesChange(world.meta.account, [textMessage(ADA, 'A1', 'hi')])]);
    for (const signature of ['none', `sha256=${'0'.repeat(64)}`, 'sha256=short', 'sha1=abc', 'nonsense']) {
      expect(await post(world, body, signature)).toMatchObject({ status: 401 });
    }
    expect(await storedDeliveries(database)).toBe(0);
    expect(await world.relay.metrics()).toMatch(/webhook_received_total\{outcome="wrong_signature"\} 5/);
    await stillReceives(world);
  });

  test('over the limit is answered 413 and not stored', async ({ world, database }) => {
    expect(await post(world, new Uint8Array(BODY_LIMIT + 1))).toMatchObject({ status: 413 });
    expect(await storedDeliveries(database)).toBe(0);
    await stillReceives(world);
  });

  test.for([
    ['no JSON', 'this is { no JSON'],
    ['nothing at all', ''],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    ['JSON nested without an end', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['JSON that is no object', '[1, 2, 3]'],
    ['JSON of another shape', '{"object":"page","entry":[{"messaging":[]}]}'],
    ['an entry without changes', '{"object":"whatsapp_business_account","entry":[{"id":"1"}]}'],
    [
      'a field that nobody knows',
      '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"moon_phase","value":{}}]}]}',
    ],
  ] as const)('of %s is kept raw, answered 200 and counted as unrecognised', async ([, body], { world, database }) => {
    expect(await post(world, body)).toMatchObject({ status: 200 });
    expect(await storedDeliveries(database)).toBe(1);
    const items = await settledItems(database, 1);
    expect(items.map(({ state }) => state)).toEqual(['unrecognised']);
    expect(await world.relay.metrics()).toMatch(/raw_items_total\{state="unrecognised".*\} 1/);
    await stillReceives(world);
  });

  test('for a number that nobody knows is kept and flagged', async ({ world, database }) => {
    const body = delivery(world.meta.account, [
      messagesChange(world.meta.account, [textMessage(ADA, 'A1', 'wrong door')], '999999999999'),
    ]);
    expect(await post(world, body)).toMatchObject({ status: 200 });
    expect(await settledItems(database, 1)).toEqual([
      { workspace_id: 0, state: 'unrecognised', reason: 'unknown_number' },
    ]);
    await stillReceives(world);
  });

  test('does not harm its neighbours in the same delivery', async ({ world }) => {
    const { account } = world.meta;
    const body = delivery(account, [
      messagesChange(account, [
        textMessage(ADA, 'A1', 'before'),
        { from: 7, id: null },
        textMessage(ADA, 'A2', 'after'),
      ]),
      { field: 'messages', value: 'poison' },
      messagesChange(account, [textMessage(GRACE, 'G1', 'from the other one')]),
    ]);
    const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
    expect(await post(world, body)).toMatchObject({ status: 200 });
    expect(await session.texts(`+${ADA}`, 2)).toEqual(['before', 'after']);
    expect(await session.texts(`+${GRACE}`, 1)).toEqual(['from the other one']);
    session.close();
    await stillReceives(world);
  });

  test('with text that databases dislike arrives as it was written', async ({ world }) => {
    const strange = 'nul \u0000 lone \ud800 end, \u202eflipped\u202c, 👩‍👩‍👧 and नमस्ते';
    const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
    await world.customer('Ada').writes(strange);
    await world.settle();
    await world.customer('Ada').writes('plain');
    expect(await session.texts(`+${world.customer('Ada').number}`, 2)).toEqual([strange, 'plain']);
    session.close();
  });
});

test('L2 a webhook that comes ten times is one message', async ({ world }) => {
  const { account } = world.meta;
  const body = delivery(account, [messagesChange(account, [textMessage(ADA, 'A1', 'only once')])]);
  const session = await RelaySession.open(world.relay.url, world.relay.agent(0).token);
  await Promise.all(Array.from({ length: 10 }, () => post(world, body)));
  await post(world, delivery(account, [messagesChange(account, [textMessage(ADA, 'A2', 'the next')])]));
  expect(await session.texts(`+${ADA}`, 2)).toEqual(['only once', 'the next']);
  session.close();
});
