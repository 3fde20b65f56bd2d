import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { must } from '../lib/must.ts';
import type { SeenEvent } from './event.ts';
import { messageStatusSchema } from './message-status.ts';
import { reduceMessage, type Message } from './message.ts';
import { ExampleLog } from './testing/example-events.ts';

function doubtful(): ExampleLog {
  return new ExampleLog().agentAnswered('hi').status('unknown').retried(2);
}

function knownOf({ attempts, attempt, status }: Message) {
  return attempts?.map((one) => [one.attempt, one.status]) ?? [[attempt, status]];
}

function messageAfter(events: readonly SeenEvent[]): Message | undefined {
  return events.reduce<Message | undefined>((message, seen) => reduceMessage(message, seen), undefined);
}

test('the provenance of a message comes from its event', () => {
  const log = new ExampleLog().started('Ada');
  const received = messageAfter(log.customerWrote('hi').events.slice(-1));
  const echoed = messageAfter(log.phoneAnswered('hello').events.slice(-1));
  const accepted = messageAfter(log.agentAnswered('welcome').events.slice(-1));
  expect([received, echoed, accepted].map((message) => [message?.origin, message?.direction, message?.status])).toEqual(
    [
      ['customer', 'inbound', null],
      ['phone', 'outbound', null],
      ['agent', 'outbound', 'accepted'],
    ],
  );
});

test('S3 a late or repeated status never moves a message back', () => {
  const log = new ExampleLog()
    .agentAnswered('hi')
    .status('read')
    .status('sent')
    .status('read')
    .status('failed', { failureCode: 131_026 });
  expect(messageAfter(log.events)).toMatchObject({ status: 'read', failureCode: null });
});

test('a failure keeps its reason, and a new attempt starts over', () => {
  const failed = new ExampleLog().agentAnswered('hi').status('failed', { failureCode: 131_047 });
  expect(messageAfter(failed.events)).toMatchObject({
    status: 'failed',
    failureCode: 131_047,
    attempt: 1,
  });
  expect(messageAfter(failed.status('accepted', { attempt: 2 }).events)).toMatchObject({
    status: 'accepted',
    failureCode: null,
    attempt: 2,
  });
  const again = failed.status('failed', { attempt: 2 });
  expect(messageAfter(again.events)).toMatchObject({ status: 'failed', attempt: 2 });
});

test('a message says why it waits until anything is known of its attempt', () => {
  const waiting = new ExampleLog().agentAnswered('hi').delayed('number_stopped');
  expect(messageAfter(waiting.events)).toMatchObject({
    status: 'accepted',
    delay: { reason: 'number_stopped', code: null, until: null },
  });
  expect(messageAfter(waiting.delayed('pace').events)?.delay?.reason).toBe('pace');
  expect(messageAfter(waiting.status('unknown').events)).toMatchObject({ status: 'unknown', delay: null });
  expect(messageAfter(waiting.delayed('provider_away').events)?.delay).toBeNull();
});

test('sent again, a message begins afresh, and a failure that comes late of the attempt before changes nothing', () => {
  const log = new ExampleLog().agentAnswered('hi').status('failed', { failureCode: 131_000 }).retried(2);
  expect(messageAfter(log.events)).toMatchObject({ status: 'accepted', attempt: 2, failureCode: null, delay: null });
  const late = log.delayed('pace', { attempt: 1 }).status('failed', { attempt: 1 }).retried(2).retried(1);
  expect(messageAfter(late.events)).toMatchObject({ status: 'accepted', attempt: 2, delay: null });
  expect(messageAfter(late.delayed('pace', { attempt: 2 }).events)?.delay?.reason).toBe('pace');
  const sent = late.status('sent', { attempt: 2 }).retried(2);
  expect(messageAfter(sent.events)).toMatchObject({ status: 'sent', attempt: 2 });
});

test('S3 an attempt that the provider took speaks for the message, whatever became of the others', () => {
  const proven = doubtful().delayed('pace', { attempt: 2 }).status('sent', { attempt: 1 });
  expect(messageAfter(proven.events)).toMatchObject({ status: 'sent', attempt: 2, delay: null });
  const given = proven.status('failed', { attempt: 2, failureCode: 131_026 });
  expect(messageAfter(given.events)).toMatchObject({ status: 'sent', attempt: 2, failureCode: null });
  expect(messageAfter(given.status('delivered').events)).toMatchObject({ status: 'delivered', attempt: 2 });
  const lost = doubtful().status('sent').status('failed', { attempt: 2 }).status('failed', { failureCode: 131_026 });
  expect(messageAfter(lost.events)).toMatchObject({ status: 'failed', attempt: 2 });
  const refused = doubtful().status('sent').status('failed');
  expect(messageAfter(refused.events)).toMatchObject({ status: 'accepted', attempt: 2 });
});

test('the time of a status is when it was first heard, not when it was repeated or overtaken', () => {
  const log = new ExampleLog().agentAnswered('hi');
  expect(messageAfter(log.events)?.statusAt).toBe(1007);
  expect(messageAfter(log.status('unknown').events)?.statusAt).toBe(2007);
  expect(messageAfter(log.status('unknown').status('accepted').events)?.statusAt).toBe(2007);
  expect(messageAfter(log.retried(2).events)?.statusAt).toBe(5007);
});

test('S3 whatever the order of its statuses, an attempt ends alike; what is told of it late delays nothing', () => {
  const attempt = fc.integer({ min: 1, max: 3 });
  const status = fc.record({ attempt, status: fc.constantFrom(...messageStatusSchema.options) });
  const orders = fc
    .array(status, { minLength: 1, maxLength: 6 })
    .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })));
  fc.assert(
    fc.property(orders, attempt, ([told, shuffled], late) => {
      const [one, other] = [told, shuffled].map((statuses) => {
        const log = new ExampleLog().agentAnswered('hi');
        for (const { attempt: of, status: is } of statuses) log.status(is, { attempt: of });
        return must(messageAfter(log.delayed('pace', { attempt: late }).events), 'message');
      });
      const [left, right] = [must(one, 'one'), must(other, 'other')];
      expect(knownOf(left)).toEqual(knownOf(right));
      expect([left.attempt, left.status]).toEqual([right.attempt, right.status]);
      expect([left, right].every(({ delay, status: is }) => delay === null || is === 'accepted')).toBe(true);
    }),
  );
});

test('S2 an event that was applied already changes nothing', () => {
  const log = new ExampleLog().agentAnswered('hi').delayed('pace').status('failed').retried(2).delayed('pace');
  const message = must(messageAfter(log.events), 'message');
  expect(log.events.map((seen) => reduceMessage(message, seen))).toEqual(log.events.map(() => message));
});

test('a status without its message is nothing yet', () => {
  expect(messageAfter(new ExampleLog().status('sent').events)).toBeUndefined();
});
