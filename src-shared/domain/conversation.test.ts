import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { reduceConversation, unreadCount, type Conversation } from './conversation.ts';
import type { SeenEvent } from './event.ts';
import { epochMs } from '../lib/epoch-ms.ts';
import { must } from '../lib/must.ts';
import { ExampleLog } from './testing/example-events.ts';

function conversationAfter(events: readonly SeenEvent[]): Conversation {
  let conversation: Conversation | undefined;
  for (const seen of events) conversation = reduceConversation(conversation, seen);
  return must(conversation, 'conversation');
}

const wholeStory = new ExampleLog()
  .started('Ada Finch')
  .customerWrote('Open today?')
  .customerWrote('Hello?')
  .phoneAnswered('Until six')
  .customerWrote('Thanks')
  .handoffRequested('wants a person')
  .agentAnswered('With pleasure')
  .delayed('pace')
  .status('failed')
  .retried(2)
  .status('sent', { attempt: 2 })
  .status('read', { attempt: 2 })
  .status('delivered', { attempt: 2 });

test('a customer opens the service window and counts as unread; an echo answers and takes the turn', () => {
  const waiting = conversationAfter(new ExampleLog().started('Ada').customerWrote('a').customerWrote('b').events);
  expect(unreadCount(waiting)).toBe(2);
  expect({ turn: waiting.turn, holder: waiting.turnHolder }).toEqual({ turn: 0, holder: 'anyone' });

  const echoed = conversationAfter(new ExampleLog().started('Ada').customerWrote('a').phoneAnswered('b').events);
  expect(unreadCount(echoed)).toBe(0);
  expect({ turn: echoed.turn, holder: echoed.turnHolder }).toEqual({ turn: 1, holder: 'phone' });
  expect(echoed.lastInboundAt).toBe(waiting.lastInboundAt === null ? null : 2000);
});

test('the list is ordered by when customers wrote, not by when the relay heard of it', () => {
  const { events } = new ExampleLog().started('Ada').customerWrote('late').customerWrote('later');
  const heardLate = events.map(({ event, content }) => ({
    event: { ...event, at: epochMs(event.at + 60_000) },
    content,
  }));
  const times = [1, 2, 3].map((count) => conversationAfter(heardLate.slice(0, count)).lastActivityAt);
  expect(times).toEqual([61_007, 2000, 3000]);
});

test('the phone has the turn until an agent answers, which takes no turn from anybody', () => {
  const log = new ExampleLog().started('Ada').customerWrote('a').phoneAnswered('b').agentAnswered('c');
  expect(conversationAfter(log.events)).toMatchObject({ turn: 1, turnHolder: 'anyone' });
});

test('a handoff waits until somebody answers', () => {
  const asked = conversationAfter(new ExampleLog().started('Ada').customerWrote('a').handoffRequested('please').events);
  expect(asked.handoff?.seq).toBe(3);
  const taken = conversationAfter(
    new ExampleLog().started('Ada').customerWrote('a').handoffRequested('please').agentAnswered('here').events,
  );
  expect(taken.handoff).toBeNull();
});

test('S5 an echo that was overtaken leaves unread what the customer wrote after it, and open a handoff asked for after it', () => {
  const answered = new ExampleLog().started('Ada').customerWrote('a').phoneAnswered('b');
  expect(unreadCount(conversationAfter(overtaken(answered.events, 2000)))).toBe(0);
  expect(unreadCount(conversationAfter(overtaken(answered.events, 1000)))).toBe(1);
  const handedOver = new ExampleLog().started('Ada').customerWrote('a').handoffRequested('please').phoneAnswered('b');
  expect(conversationAfter(overtaken(handedOver.events, 3000)).handoff).toBeNull();
  expect(conversationAfter(overtaken(handedOver.events, 2000)).handoff?.seq).toBe(3);
});

/** The same events, with the echo written at `sentAt` and heard last. */
function overtaken(events: readonly SeenEvent[], sentAt: number): readonly SeenEvent[] {
  return events.map(({ event, content }) =>
    event.type === 'message.echoed'
      ? { event: { ...event, body: { ...event.body, sentAt: epochMs(sentAt) } }, content }
      : { event, content },
  );
}

test('the last message carries its newest status, whatever order the statuses came in', () => {
  expect(conversationAfter(wholeStory.events).lastMessage).toMatchObject({
    text: 'With pleasure',
    status: 'read',
    origin: 'agent',
  });
});

test('reading never goes back and never runs ahead of what was received', () => {
  const log = new ExampleLog().started('Ada').customerWrote('a').read(1).customerWrote('b').read(0).read(9);
  expect(conversationAfter(log.events.slice(0, 5)).readInbound).toBe(1);
  expect(conversationAfter(log.events).readInbound).toBe(2);
});

test('S2 applying any earlier part of the log again changes nothing', () => {
  const { events } = wholeStory;
  const whole = conversationAfter(events);
  fc.assert(
    fc.property(fc.array(fc.nat(events.length - 1)), (replayed) => {
      const again = replayed.map((index) => must(events[index], 'event'));
      expect(again.reduce<Conversation>((conversation, seen) => reduceConversation(conversation, seen), whole)).toEqual(
        whole,
      );
    }),
  );
});

test('an event of a conversation that never started is a bug, not a conversation', () => {
  const orphan = must(new ExampleLog().started('Ada').customerWrote('a').events[1], 'event');
  expect(() => reduceConversation(undefined, orphan)).toThrow('before conversation.started');
});
