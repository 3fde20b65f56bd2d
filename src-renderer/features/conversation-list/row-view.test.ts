import { expect, test } from 'vitest';
import { conversation, message, NOW, PEOPLE, SELF, type MessageSeed } from '../../devtools/seeds.ts';
import { englishText } from '../../text/open-text.ts';
import { colleaguesOf } from '../../ui/names.ts';
import { rowView } from './row-view.ts';

const text = englishText('en-GB', 'UTC');
const context = { now: NOW, text, colleagues: colleaguesOf(PEOPLE, SELF.id) };

function lineOf(seed: MessageSeed) {
  const { author, preview, status } = rowView(conversation(1, { lastMessage: message(1, seed) }), context);
  return { author, preview, status };
}

test('the last line says who wrote it: the customer by their words alone, all others by name', () => {
  expect([
    lineOf({ text: 'Hello' }),
    lineOf({ origin: 'agent', person: 1, status: 'sent', text: 'Hi' }),
    lineOf({ origin: 'agent', person: 2, status: 'read', text: 'Hi' }),
    lineOf({ origin: 'agent', person: 99, status: 'read', text: 'Hi' }),
    lineOf({ origin: 'bot', person: 3, status: 'read', text: 'Hi' }),
    lineOf({ origin: 'phone', text: 'Hi' }),
  ]).toEqual([
    { author: null, preview: 'Hello', status: null },
    { author: 'You', preview: 'Hi', status: 'sent' },
    { author: 'Jonas', preview: 'Hi', status: 'read' },
    { author: 'Agent', preview: 'Hi', status: 'read' },
    { author: 'Bot', preview: 'Hi', status: 'read' },
    { author: 'Phone', preview: 'Hi', status: null },
  ]);
});

test('a message without text says why', () => {
  expect(lineOf({ kind: 'unsupported', text: null }).preview).toBe('Message that only the phone can show');
  expect(lineOf({ text: null }).preview).toBe('The text is hidden or was erased');
});

test('a contact without a name is shown by number, and without both by a word', () => {
  expect(rowView(conversation(1, { name: null, phone: '+351912345678' }), context).name).toBe('+351912345678');
  expect(rowView(conversation(1, { name: ' \u200f', phone: '+351912345678' }), context).name).toBe('+351912345678');
  expect(rowView(conversation(1, { name: null, phone: null }), context).name).toBe('Unknown contact');
});
