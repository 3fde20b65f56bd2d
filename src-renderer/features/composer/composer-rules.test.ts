import { expect, test } from 'vitest';
import { messageNumberSchema } from '../../../src-shared/domain/ids.ts';
import { conversation, message, NOW } from '../../devtools/seeds.ts';
import { canSend, isAnsweredSince, isPhoneAnswering, isSendKey, lengthView } from './composer-rules.ts';

const PLAIN = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
const number = (value: number) => messageNumberSchema.parse(value);

test('a text is sent that has something to say and fits', () => {
  expect(['', ' \n ', 'a', 'a'.repeat(4096), 'a'.repeat(4097), ` ${'a'.repeat(4096)} `].map(canSend)).toEqual([
    false,
    false,
    true,
    true,
    false,
    true,
  ]);
});

test('the counter shows near the limit and beyond', () => {
  expect([3895, 3896, 4096, 4100].map((length) => lengthView('a'.repeat(length)))).toEqual([
    { state: 'far' },
    { state: 'near', left: 200 },
    { state: 'near', left: 0 },
    { state: 'over', over: 4 },
  ]);
});

test('Enter sends, Shift or Alt make a line, Ctrl or Command send always', () => {
  const strokes = [
    { ...PLAIN, key: 'Enter' },
    { ...PLAIN, key: 'Enter', shiftKey: true },
    { ...PLAIN, key: 'Enter', altKey: true },
    { ...PLAIN, key: 'Enter', ctrlKey: true },
    { ...PLAIN, key: 'Enter', metaKey: true, shiftKey: true },
    { ...PLAIN, key: 'a', ctrlKey: true },
  ];
  expect(strokes.map(isSendKey)).toEqual([true, false, false, true, true, false]);
});

test('the phone is answering while its turn lasts and its last message is a moment old', () => {
  const phone = message(5, { origin: 'phone', minutesAgo: 4 });
  const answering = (lastMessage: typeof phone, turnHolder: 'phone' | 'anyone') =>
    isPhoneAnswering(conversation(1, { lastMessage, turnHolder }), NOW);
  expect([
    answering(phone, 'phone'),
    answering(phone, 'anyone'),
    answering(message(5, { origin: 'phone', minutesAgo: 5 }), 'phone'),
    answering(message(6, { origin: 'customer', minutesAgo: 1 }), 'phone'),
    isPhoneAnswering(conversation(1, { turnHolder: 'phone' }), NOW),
  ]).toEqual([true, false, false, false, false]);
});

test('the writer is warned when the owner answered from the phone after the text was begun', () => {
  const phone = conversation(1, { lastMessage: message(5, { origin: 'phone' }) });
  const customer = conversation(1, { lastMessage: message(5, { origin: 'customer' }) });
  expect([
    isAnsweredSince(phone, number(4)),
    isAnsweredSince(phone, number(5)),
    isAnsweredSince(phone, null),
    isAnsweredSince(customer, number(4)),
    isAnsweredSince(conversation(1, {}), number(0)),
  ]).toEqual([true, false, false, false, false]);
});
