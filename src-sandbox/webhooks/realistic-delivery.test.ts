import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Activity } from '../activity.ts';
import { seededRandom } from '../random.ts';
import { systemTime, atSpeed } from '../time.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { Receiver, type ReceivedPost } from '../testing/receiver.ts';
import { APP_SECRET, NOON_MS, setStage, VERIFY_TOKEN } from '../testing/stage.ts';
import { defaultAccount } from '../world/account.ts';
import { Callback } from './callback.ts';
import { Deliverer } from './deliverer.ts';
import { numberUpdate, type WebhookUpdate } from './envelope.ts';
import { metaJson } from './escape.ts';
import { drawLoads, pack } from './pack.ts';
import { signature256 } from './sign.ts';

const bodySchema = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            messages: z.array(z.object({ id: z.string() })).default([]),
            statuses: z.array(z.object({ id: z.string() })).default([]),
          }),
        }),
      ),
    }),
  ),
});

/** Everything that a reader finds who loops at all three levels. */
function idsIn(json: unknown): readonly string[] {
  return bodySchema
    .parse(json)
    .entry.flatMap(({ changes }) => changes)
    .flatMap(({ value }) => [...value.messages, ...value.statuses])
    .map(({ id }) => id);
}

function message(index: number, text = 'hi'): WebhookUpdate {
  const userId = `GB.${index % 7}`;
  return numberUpdate(defaultAccount, 'messages', {
    contacts: [{ user_id: userId }],
    messages: [{ id: `wamid.${index}`, from_user_id: userId, type: 'text', text: { body: text } }],
  });
}

function status(index: number): WebhookUpdate {
  return numberUpdate(defaultAccount, 'messages', {
    contacts: [{ user_id: 'GB.1' }],
    statuses: [{ id: `wamid.S${index}`, status: 'sent' }],
  });
}

function ids(count: number): readonly string[] {
  return Array.from({ length: count }, (_id, index) => `wamid.${index}`);
}

describe('a packed body', () => {
  const updates = Array.from({ length: 200 }, (_update, index) => (index % 3 === 0 ? status(index) : message(index)));
  const packed = pack(updates, seededRandom('pack'));

  test('holds every update once, over several entries, changes and lists', () => {
    const { entry } = bodySchema.parse(packed);
    const expected = updates.map((_update, index) => (index % 3 === 0 ? `wamid.S${index}` : `wamid.${index}`));
    expect(idsIn(packed).toSorted()).toEqual(expected.toSorted());
    expect(entry.length).toBeGreaterThan(1);
    expect(entry.some(({ changes }) => changes.length > 1)).toBe(true);
    const values = entry.flatMap(({ changes }) => changes).map(({ value }) => value);
    expect(values.some(({ messages }) => messages.length > 1)).toBe(true);
  });

  test('never mixes messages and statuses in one value, and names each contact once', () => {
    const valuesSchema = z.object({
      entry: z.array(
        z.object({
          changes: z.array(
            z.object({ value: z.looseObject({ contacts: z.array(z.object({ user_id: z.string() })) }) }),
          ),
        }),
      ),
    });
    const values = valuesSchema.parse(packed).entry.flatMap(({ changes }) => changes.map(({ value }) => value));
    expect(values.filter((value) => 'messages' in value && 'statuses' in value)).toEqual([]);
    for (const { contacts } of values) {
      const named = contacts.map(({ user_id: userId }) => userId);
      expect(new Set(named).size).toBe(named.length);
    }
  });
});

test('a load stays within a thousand updates and three megabytes', () => {
  const small = Array.from({ length: 5000 }, (_update, index) => message(index));
  const large = Array.from({ length: 12 }, (_update, index) => message(index, 'é'.repeat(100_000)));
  const loads = drawLoads([...small, ...large], seededRandom('loads'));
  expect(loads.flat()).toEqual([...small, ...large]);
  expect(Math.max(...loads.map((load) => load.length))).toBeLessThanOrEqual(1000);
  expect(Math.max(...loads.map((load) => load.length))).toBeGreaterThan(1);
  const bytes = loads.map((load) => metaJson(pack(load, seededRandom('pack'))).length);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(3_000_000);
  expect(Math.max(...bytes)).toBeGreaterThan(600_000);
});

function bodies(all: readonly ReceivedPost[]): readonly string[] {
  return all.map(({ body }) => body.toString()).toSorted();
}

async function deliverAll(seed: string, count: number): Promise<readonly ReceivedPost[]> {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  const callback = new Callback({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }, receiver.url);
  const activity = new Activity();
  const time = atSpeed(systemTime, 1000);
  const deliverer = new Deliverer({ route: () => callback, time, random: seededRandom(seed), activity }, 'realistic');
  for (let index = 0; index < count; index += 1) deliverer.deliver(message(index));
  await activity.idle();
  callback.close();
  return receiver.posts;
}

test('everything comes at least once, packed and out of order, the same for the same seed', async () => {
  const posts = await deliverAll('a', 300);
  const found = posts.flatMap(({ json }) => idsIn(json));
  expect(new Set(found)).toEqual(new Set(ids(300)));
  expect(posts.length).toBeLessThan(300);
  expect(found).not.toEqual(ids(300));
  const again = await deliverAll('a', 300);
  expect(bodies(again)).toEqual(bodies(posts));
  expect(bodies(await deliverAll('b', 300))).not.toEqual(bodies(posts));
});

test('now and then a POST comes again that was answered 200', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  const callback = new Callback({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }, receiver.url);
  const activity = new Activity();
  const time = atSpeed(systemTime, 10_000);
  const deliverer = new Deliverer({ route: () => callback, time, random: seededRandom('r'), activity }, 'realistic');
  for (let index = 0; index < 150; index += 1) {
    deliverer.deliver(message(index));
    await activity.idle();
  }
  const posted = bodies(receiver.posts);
  expect(new Set(posted).size).toBe(150);
  expect(posted.length).toBeGreaterThan(150);
  expect(posted.length).toBeLessThan(170);
  callback.close();
});

function withFault(url: string) {
  const time = new ManualTime(NOON_MS);
  const activity = new Activity();
  const callback = new Callback({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }, url);
  const deps = { route: () => callback, time, random: seededRandom('faults'), activity };
  return { time, activity, deliverer: new Deliverer(deps, 'orderly') };
}

describe('faults of deliveries', () => {
  test.each(['answer-lost', 'hang-up'] as const)('%s: the body has come, and comes again', async (fault) => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.order(fault, 1);
    deliverer.deliver(message(1));
    await receiver.received(1);
    expect(await time.fireNext()).toBe(2000);
    await activity.idle();
    expect(receiver.posts.map(({ json }) => idsIn(json))).toEqual([['wamid.1'], ['wamid.1']]);
    expect(deliverer.counts()).toEqual({ delivered: 1, failedAttempts: 1, givenUp: 0 });
  });

  test('hang-up does not wait for the answer', async () => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    const { promise: late, resolve: answerLate } = Promise.withResolvers<number>();
    receiver.nextAnswers.push(late);
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.order('hang-up', 1);
    deliverer.deliver(message(1));
    await time.fireNext();
    await activity.idle();
    expect(deliverer.counts()).toEqual({ delivered: 1, failedAttempts: 1, givenUp: 0 });
    answerLate(200);
  });

  test('truncate: half of the bytes with the signature of the whole, then the whole', async () => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    receiver.nextAnswers.push(401);
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.order('truncate', 1);
    deliverer.deliver(message(1));
    await time.fireNext();
    await activity.idle();
    const [half, whole] = receiver.posts;
    expect(half?.json).toBeUndefined();
    expect(whole?.body.subarray(0, half?.body.length)).toEqual(half?.body);
    expect(half?.headers['x-hub-signature-256']).toBe(whole?.headers['x-hub-signature-256']);
  });

  test('bad-signature: a signature that does not fit, then the right one', async () => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    receiver.nextAnswers.push(401);
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.order('bad-signature', 1);
    deliverer.deliver(message(1));
    await time.fireNext();
    await activity.idle();
    const fits = receiver.posts.map(
      ({ body, headers }) => headers['x-hub-signature-256'] === signature256(APP_SECRET, body),
    );
    expect(fits).toEqual([false, true]);
  });

  test('a delay lets later webhooks pass', async () => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.order({ delayMs: 700 }, 1);
    deliverer.deliver(message(1));
    deliverer.deliver(message(2));
    await receiver.received(1);
    expect(await time.fireNext()).toBe(700);
    await activity.idle();
    expect(receiver.posts.flatMap(({ json }) => idsIn(json))).toEqual(['wamid.2', 'wamid.1']);
  });

  test('a fault for a time meets retries too, and ends with it', async () => {
    await using receiver = await new Receiver(VERIFY_TOKEN).start();
    const { deliverer, time, activity } = withFault(receiver.url);
    deliverer.faults.orderFor('drop', 3000);
    deliverer.deliver(message(1));
    const gaps = [await time.fireNext(), await time.fireNext()];
    await activity.idle();
    expect(gaps).toEqual([2000, 4000]);
    expect(deliverer.counts()).toEqual({ delivered: 1, failedAttempts: 2, givenUp: 0 });
  });
});

test('two thousand webhooks pass in a few seconds, and none is missing', async () => {
  await using stage = await setStage({ deliveries: 'realistic' });
  const { control } = stage.sandbox;
  const atSeconds = Math.floor(Date.now() / 1000);
  for (let first = 0; first < 2000; first += 50) {
    await Promise.all(
      Array.from({ length: 50 }, async (_writing, index) =>
        control.customerWrites({ from: `c${((first + index) % 40) + 1}`, text: `${first + index}`, atSeconds }),
      ),
    );
  }
  await control.settle();
  const { customers } = await control.state();
  expect(customers.map(({ messageCount }) => messageCount)).toEqual(Array.from({ length: 40 }, () => 50));
  expect(new Set(stage.receiver.posts.flatMap(({ json }) => idsIn(json))).size).toBe(2000);
  expect(await control.conversation('c7')).toHaveLength(50);
}, 20_000);
