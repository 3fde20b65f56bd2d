import { expect, test } from 'vitest';
import { Activity } from '../activity.ts';
import { seededRandom } from '../random.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { Receiver } from '../testing/receiver.ts';
import { APP_SECRET, NOON_MS, VERIFY_TOKEN } from '../testing/stage.ts';
import { Callback } from './callback.ts';
import { Deliverer, type DeliveryMode } from './deliverer.ts';

const HOUR_MS = 3_600_000;
const UNREACHABLE = 'http://127.0.0.1:9/hook';

function deliveringTo(url: string | undefined, mode: DeliveryMode = 'orderly') {
  const time = new ManualTime(NOON_MS);
  const activity = new Activity();
  const callback = new Callback({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }, url);
  const route = (): Callback => callback;
  const random = seededRandom('deliveries');
  return { time, activity, callback, deliverer: new Deliverer({ route, time, random, activity }, mode) };
}

test('what is not answered 200 is posted again, unchanged, after gaps that double', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  receiver.nextAnswers.push(500, 401, 204);
  const { deliverer, time, activity } = deliveringTo(receiver.url);
  deliverer.deliverPayload({ note: 'hello' });
  const gaps = [await time.fireNext(), await time.fireNext(), await time.fireNext()];
  await activity.idle();
  expect(gaps).toEqual([2000, 4000, 8000]);
  expect(new Set(receiver.posts.map(({ body }) => body.toString()))).toEqual(new Set(['{"note":"hello"}']));
  expect(deliverer.counts()).toEqual({ delivered: 1, failedAttempts: 3, givenUp: 0 });
});

test('a relay that was down gets the webhook once it is up', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  const { deliverer, time, callback, activity } = deliveringTo(UNREACHABLE);
  deliverer.deliverPayload({ note: 'waited' });
  await time.fireNext();
  expect(await callback.pointTo(receiver.url, '4711')).toEqual({ verified: true });
  await time.fireNext();
  await activity.idle();
  expect(receiver.posts.map(({ json }) => json)).toEqual([{ note: 'waited' }]);
});

test('after seven days of gaps, none longer than an hour, a webhook is gone for good', async () => {
  const { deliverer, time, activity } = deliveringTo(undefined);
  deliverer.deliverPayload({ note: 'never' });
  let longestMs = 0;
  while (activity.pending().deliveries > 0) {
    longestMs = Math.max(longestMs, await Promise.race([time.fireNext(), activity.idle().then(() => 0)]));
  }
  expect(longestMs).toBe(HOUR_MS);
  expect(time.nowMs() - NOON_MS).toBeGreaterThan((7 * 24 - 1) * HOUR_MS);
  expect(time.nowMs() - NOON_MS).toBeLessThanOrEqual(7 * 24 * HOUR_MS);
  expect(deliverer.counts()).toMatchObject({ delivered: 0, givenUp: 1 });
});

test('a failing webhook does not hold up the next one', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  receiver.nextAnswers.push(500);
  const { deliverer, time, activity } = deliveringTo(receiver.url);
  deliverer.deliverPayload({ order: 'first' });
  await receiver.received(1);
  deliverer.deliverPayload({ order: 'second' });
  await receiver.received(2);
  await time.fireNext();
  await activity.idle();
  expect(receiver.posts.map(({ json }) => json)).toEqual([{ order: 'first' }, { order: 'second' }, { order: 'first' }]);
});

test('a dropped attempt comes later, a duplicated webhook twice, a lost one never', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  const { deliverer, time, activity } = deliveringTo(receiver.url);
  deliverer.faults.order('drop', 1);
  deliverer.faults.order('duplicate', 1);
  deliverer.faults.order('lose', 1);
  for (const note of ['dropped', 'doubled', 'lost', 'whole']) deliverer.deliverPayload({ note });
  await receiver.received(3);
  await time.fireNext();
  await activity.idle();
  const notes = receiver.posts.map(({ json }) => json);
  expect(notes.slice(0, 3)).toEqual(
    expect.arrayContaining([{ note: 'doubled' }, { note: 'doubled' }, { note: 'whole' }]),
  );
  expect(notes.slice(3)).toEqual([{ note: 'dropped' }]);
});

test('a webhook whose answer is late does not hold up the others', async () => {
  await using receiver = await new Receiver(VERIFY_TOKEN).start();
  const { promise: late, resolve: answerLate } = Promise.withResolvers<number>();
  receiver.nextAnswers.push(late);
  const { deliverer, activity } = deliveringTo(receiver.url);
  for (const order of ['first', 'second', 'third']) deliverer.deliverPayload({ order });
  await receiver.received(3);
  answerLate(200);
  await activity.idle();
  expect(deliverer.counts()).toEqual({ delivered: 3, failedAttempts: 0, givenUp: 0 });
});

test('a closed deliverer keeps no timer and takes nothing more', () => {
  const { deliverer, time, activity } = deliveringTo(UNREACHABLE);
  deliverer.faults.order('drop', 1);
  deliverer.deliverPayload({ note: 'dropped' });
  expect([time.waiting, activity.pending().deliveries]).toEqual([1, 1]);
  deliverer.close();
  deliverer.deliverPayload({ note: 'late' });
  expect([time.waiting, activity.pending().deliveries]).toEqual([0, 1]);
});
