import { expect, test } from 'vitest';
import { morning } from '../../../src-sandbox/play/morning/morning.ts';
import { wordsOf } from '../../../src-sandbox/testing/words-of.ts';
import { reduceConversation, type Conversation } from '../../../src-shared/domain/conversation.ts';
import { reduceMessage, touchedMessage, type Message } from '../../../src-shared/domain/message.ts';
import { ExampleLog } from '../../../src-shared/domain/testing/example-events.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { must } from '../../../src-shared/lib/must.ts';
import { greetingFor } from './greetings.ts';
import { nextMove, type Move } from './next-move.ts';

function seen({ events }: ExampleLog): { conversation: Conversation; messages: readonly Message[] } {
  let conversation: Conversation | undefined;
  const messages = new Map<number, Message>();
  for (const event of events) {
    conversation = reduceConversation(conversation, event);
    const number = touchedMessage(event.event);
    const message = number === null ? undefined : reduceMessage(messages.get(number), event);
    if (message !== undefined) messages.set(message.number, message);
  }
  return { conversation: must(conversation, 'a conversation'), messages: [...messages.values()] };
}

function moveAfter(log: ExampleLog): Move | undefined {
  const { conversation, messages } = seen(log);
  return nextMove(conversation, messages);
}

function newcomer(...texts: readonly string[]): ExampleLog {
  const log = new ExampleLog().started('Maya');
  for (const text of texts) log.customerWrote(text);
  return log;
}

function greeted(): ExampleLog {
  return newcomer('Hello').botAnswered('Welcome');
}

test('who is new is greeted, in the language of their country', () => {
  expect(moveAfter(newcomer('Hello'))).toEqual({ kind: 'greet', text: greetingFor('+447700900123') });
  expect(greetingFor('+4915112345678')).toMatch(/^Hallo/);
  expect(greetingFor('+351912345678')).toMatch(/^Olá, boas-vindas/);
  expect(greetingFor('+5511912345678')).toMatch(/^Olá, que bom ter você/);
  expect(greetingFor('+819012345678')).toMatch(/^こんにちは/);
  expect(greetingFor('+12025550143')).toMatch(/^Hello/);
  expect(greetingFor(null)).toMatch(/^Hello/);
});

test('nobody is greeted twice, nor before they write, nor for what they wrote long ago', () => {
  expect(moveAfter(newcomer())).toBeUndefined();
  expect(moveAfter(newcomer('Hello').botAnswered('Welcome').customerWrote('A kettle, please'))).toBeUndefined();
  const { conversation, messages } = seen(newcomer('Hello'));
  const late = messages.map((message) => ({ ...message, receivedAt: epochMs(message.sentAt + 61_000) }));
  expect(nextMove(conversation, late)).toBeUndefined();
});

test.each([
  ['Could I talk to a person please?'],
  ['Ich möchte mit einem Menschen sprechen.'],
  ['Prefiero hablar con una persona'],
  ['Можно поговорить с человеком?'],
])('who asks for a person gets one: %s', (text) => {
  expect(moveAfter(newcomer('Hello').botAnswered('Welcome').customerWrote(text))).toEqual({
    kind: 'hand-over',
    note: `Asks for a person: “${text}”`,
  });
});

test('who shouts gets a person, with what they shouted; a short OK is no shouting', () => {
  expect(moveAfter(greeted().customerWrote('WHERE IS MY TABLE'))).toEqual({
    kind: 'hand-over',
    note: 'Is upset: “WHERE IS MY TABLE”',
  });
  expect(moveAfter(greeted().customerWrote('OK THX'))).toBeUndefined();
  expect(moveAfter(greeted().customerWrote('ありがとうございます、承知しました。'))).toBeUndefined();
});

test('a long cry for help is quoted in part', () => {
  const move = moveAfter(
    newcomer('Hi')
      .botAnswered('Welcome')
      .customerWrote(`A human! ${'Please. '.repeat(100)}`),
  );
  expect(move?.kind === 'hand-over' && move.note.length).toBeLessThan(160);
});

test('once a person has been called or has answered, the bot holds its tongue', () => {
  const pleading = 'A PERSON, NOW!!!';
  expect(moveAfter(greeted().handoffRequested('upset').customerWrote(pleading))).toBeUndefined();
  expect(moveAfter(greeted().agentAnswered('I am here').customerWrote(pleading))).toBeUndefined();
  expect(moveAfter(greeted().phoneAnswered('I am here').customerWrote(pleading))).toBeUndefined();
  expect(moveAfter(newcomer('Hello').phoneAnswered('Hi!').customerWrote('Hello again'))).toBeUndefined();
});

test('in the morning at the shop three newcomers get a person, and the others only a greeting', () => {
  const newcomers = morning.customers.filter(({ backlog }) => backlog.length === 0);
  const handedOver = newcomers.filter(({ exchanges, answers }) => {
    const log = newcomer('Hello').botAnswered('Welcome');
    return [...exchanges.flat().map((line) => wordsOf(line) ?? ''), answers[0] ?? ''].some(
      (text) => moveAfter(log.customerWrote(text))?.kind === 'hand-over',
    );
  });
  expect(handedOver.map(({ name }) => name)).toEqual(['Maya Lindqvist', 'Frank Dolan', 'Ernesto Villamizar']);
});
