import { expect, test } from 'vitest';

import {
  ADA,
  echoesChange,
  envelope,
  messagesChange,
  statusDelivery,
  textDelivery,
  textMessage,
} from '../testing/payloads.ts';
import { eventsOf, readDelivery } from './read-delivery.ts';

function bodyOf(payload: unknown): Buffer {
  return Buffer.from(JSON.stringify(payload));
}

/** Of each event its type, or why it could not be read. */
function story(payload: unknown): readonly string[] {
  return eventsOf(bodyOf(payload)).map((event) => (event.type === 'unrecognised' ? event.reason : event.type));
}

test('each message finds its contact by identity, not by place', () => {
  const bo = { wa_id: '4915550001', user_id: 'DE.5', profile: { name: 'Bo' } };
  const fromBo = textMessage('wamid.2', 'hi', { from: bo.wa_id, from_user_id: undefined });
  const payload = envelope(messagesChange({ contacts: [bo, ADA], messages: [textMessage('wamid.1', 'hi'), fromBo] }));
  expect(eventsOf(bodyOf(payload))).toMatchObject([
    { person: { name: 'Ada Finch' } },
    { person: { name: 'Bo', userId: 'DE.5' } },
  ]);
});

test.for<[string, unknown, readonly string[]]>([
  ['a message without an id', textDelivery('', 'hi'), ['unexpected_shape']],
  [
    'a message of nobody',
    envelope(messagesChange({ messages: [{ id: 'w', timestamp: '1', type: 'text' }] })),
    ['no_person'],
  ],
  ['a time that is none', textDelivery('wamid.1', 'hi', { timestamp: 'noon' }), ['unexpected_shape']],
  ['an edit without its body', textDelivery('wamid.1', 'hi', { type: 'edit' }), ['unexpected_shape']],
  ['a text that is none', textDelivery('wamid.1', 'hi', { text: 'hi' }), ['message.received', 'unexpected_shape']],
  ['a type to come', textDelivery('wamid.1', 'hi', { type: 'hologram' }), ['message.received', 'unknown_type']],
  [
    'a type named like a part of every object',
    textDelivery('wamid.1', 'hi', { type: 'constructor' }),
    ['message.received', 'unknown_type'],
  ],
  ['a status of a kind to come', statusDelivery('wamid.1', 'teleported'), ['unknown_status']],
  ['a status named like a part of every object', statusDelivery('wamid.1', 'constructor'), ['unknown_status']],
  ['a field to come', envelope({ field: 'moon_phase', value: {} }), ['unknown_field']],
  ['a field named like a part of every object', envelope({ field: 'constructor', value: {} }), ['unknown_field']],
  ['content to come', envelope(messagesChange({ moods: [{}] })), ['unknown_content']],
  ['messages that are no list', envelope(messagesChange({ messages: 'hi' })), ['unexpected_shape']],
  ['a change that is none', envelope({ field: 7 }), ['unexpected_shape']],
  ['an entry that is none', { object: 'whatsapp_business_account', entry: [7] }, ['unexpected_shape']],
  ['nothing', envelope(), ['empty']],
  ['another product', { object: 'page', entry: [] }, ['not_envelope']],
  ['a list', [], ['not_envelope']],
  ['a number', 7, ['not_envelope']],
  ['null', null, ['not_envelope']],
])('%s is said to be unrecognised', ([, payload, expected]) => {
  expect(story(payload)).toEqual(expected);
});

test('what is not JSON is one part that says so', () => {
  expect(readDelivery(Buffer.from([0xff, 0x00]))).toMatchObject([
    { part: 0, field: '', numberId: null, raw: null, events: [{ type: 'unrecognised', reason: 'not_json' }] },
  ]);
});

test('a batch of three levels keeps its order and its neighbours', () => {
  const payload = {
    object: 'whatsapp_business_account',
    entry: [
      { changes: [messagesChange({ messages: [textMessage('a', '1'), 'poison', textMessage('b', '2')] })] },
      { changes: [7, messagesChange({ statuses: [{ id: 'c', status: 'read' }, null] })] },
    ],
  };
  expect(story(payload)).toEqual([
    'message.received',
    'unexpected_shape',
    'message.received',
    'unexpected_shape',
    'message.status',
    'unexpected_shape',
  ]);
  expect(readDelivery(bodyOf(payload)).map(({ part }) => part)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('what was not understood is said with the path to it', () => {
  const payload = envelope(echoesChange(), messagesChange({ messages: [textMessage('a', '1'), 'poison'] }));
  expect(eventsOf(bodyOf(payload))[1]).toEqual({
    type: 'unrecognised',
    reason: 'unexpected_shape',
    field: 'messages',
    where: 'entry[0].changes[1].value.messages[1]',
    name: null,
  });
});

test('a thousand updates of one delivery are a thousand parts', () => {
  const contacts = Array.from({ length: 500 }, (_, place) => ({ ...ADA, user_id: `GB.${place}` }));
  const messages = contacts.map(({ user_id }, place) =>
    textMessage(`wamid.${place}`, `text ${place}`, { from: undefined, from_user_id: user_id }),
  );
  const statuses = messages.map(({ id }) => ({ id, status: 'sent', timestamp: '1790000001' }));
  const parts = readDelivery(bodyOf(envelope(messagesChange({ contacts, messages, statuses }))));
  expect(parts).toHaveLength(1000);
  expect(parts.slice(0, 500).flatMap(({ events }) => events)).toMatchObject(
    contacts.map(({ user_id }, place) => ({ id: `wamid.${place}`, person: { userId: user_id, name: 'Ada Finch' } })),
  );
});
