import { expect, test } from 'vitest';

import { must } from '../lib/must.ts';
import type { SeenEvent } from './event.ts';
import { reduceMessage, type Message } from './message.ts';
import { ExampleLog } from './testing/example-events.ts';

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
  expect(messageAfter(failed.status('delivered', { attempt: 1 }).events)).toMatchObject({
    status: 'accepted',
    attempt: 2,
  });
});

test('S2 an event that was applied already changes nothing', () => {
  const log = new ExampleLog().agentAnswered('hi').status('sent');
  const message = must(messageAfter(log.events), 'message');
  expect(log.events.map((seen) => reduceMessage(message, seen))).toEqual([message, message]);
});

test('a status without its message is nothing yet', () => {
  expect(messageAfter(new ExampleLog().status('sent').events)).toBeUndefined();
});
