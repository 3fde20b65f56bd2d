import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readMeaning } from './events-of-change.ts';
import { splitDelivery } from './split-delivery.ts';
import {
  ADA,
  echo,
  echoesChange,
  envelope,
  messagesChange,
  statusDelivery,
  textDelivery,
  textMessage,
} from './testing/payloads.ts';

const COMMAND = '01997a3c-5c00-7000-8000-000000000001';

function meanings(payload: unknown) {
  return splitDelivery(Buffer.from(JSON.stringify(payload))).map(({ content }) => readMeaning(content));
}

function other(type: string): unknown {
  return textDelivery('wamid.1', 'hi', { type, text: undefined, [type]: {} });
}

function reasons(payload: unknown) {
  return meanings(payload).map((meaning) => (meaning.kind === 'unrecognised' ? meaning.reason : meaning.kind));
}

test('a text is who wrote it, when, and what', () => {
  expect(meanings(textDelivery('wamid.1', 'hi'))).toEqual([
    {
      kind: 'arrival',
      author: 'customer',
      providerId: 'wamid.1',
      sentAt: 1_790_000_001_000,
      identity: { userId: 'GB.90210000000000001', phone: '+447700900123' },
      name: 'Ada Finch',
      text: 'hi',
      doubt: null,
    },
  ]);
});

test('a customer without a phone number is known by the user id, and named by the username', () => {
  const contact = { user_id: 'GB.7', profile: { username: '@adafinch' } };
  const message = { ...textMessage('wamid.1', 'hi'), from: undefined, from_user_id: 'GB.7' };
  expect(meanings(envelope(messagesChange({ contacts: [contact], messages: [message] })))).toMatchObject([
    { identity: { userId: 'GB.7', phone: null }, name: '@adafinch' },
  ]);
});

test('each message finds its contact by identity, not by place', () => {
  const bo = { wa_id: '4915112345678', user_id: 'DE.5', profile: { name: 'Bo' } };
  const fromBo = textMessage('wamid.2', 'hallo', { from: bo.wa_id, from_user_id: undefined });
  const found = meanings(
    envelope(messagesChange({ contacts: [bo, ADA], messages: [textMessage('wamid.1', 'hi'), fromBo] })),
  );
  expect(found).toMatchObject([{ name: 'Ada Finch' }, { name: 'Bo', identity: { userId: 'DE.5' } }]);
});

test('an echo is the phone speaking to the customer', () => {
  expect(meanings(envelope(echoesChange(echo('wamid.3', 'On our way'))))).toMatchObject([
    { kind: 'arrival', author: 'phone', text: 'On our way', identity: { phone: '+447700900123' } },
  ]);
});

test('what can not be shown yet has a placeholder, what is not known at all is doubted as well', () => {
  expect(meanings(other('image'))).toMatchObject([{ kind: 'arrival', text: null, doubt: null }]);
  expect(meanings(other('hologram'))).toMatchObject([{ kind: 'arrival', text: null, doubt: 'unknown_type' }]);
  expect(meanings(textDelivery('wamid.1', 'hi', { text: 'hi' }))).toMatchObject([
    { kind: 'arrival', text: null, doubt: 'unexpected_shape' },
  ]);
});

test('a status carries its reason, and the command that it belongs to', () => {
  const failed = { errors: [{ code: 131_047, title: 'x' }], biz_opaque_callback_data: COMMAND };
  expect(meanings(statusDelivery('wamid.9', 'failed', failed))).toEqual([
    { kind: 'status', providerId: 'wamid.9', status: 'failed', failureCode: 131_047, commandId: COMMAND },
  ]);
  expect(meanings(statusDelivery('wamid.9', 'read', { biz_opaque_callback_data: 'job of another app' }))).toEqual([
    { kind: 'status', providerId: 'wamid.9', status: 'read', failureCode: null, commandId: null },
  ]);
});

test.for<[string, unknown, string]>([
  ['an edit', textDelivery('wamid.1', 'hi', { type: 'edit' }), 'unsupported_type'],
  ['a revoke', textDelivery('wamid.1', 'hi', { type: 'revoke' }), 'unsupported_type'],
  ['a reaction', textDelivery('wamid.1', 'hi', { type: 'reaction' }), 'unsupported_type'],
  ['a group message', textDelivery('wamid.1', 'hi', { group_id: 'g' }), 'group'],
  ['a message without an id', textDelivery('', 'hi'), 'unexpected_shape'],
  [
    'a message of nobody',
    envelope(messagesChange({ messages: [{ id: 'w', timestamp: '1', type: 'text' }] })),
    'no_person',
  ],
  ['a time that is none', textDelivery('wamid.1', 'hi', { timestamp: 'noon' }), 'unexpected_shape'],
  ['a status of a kind to come', statusDelivery('wamid.1', 'captured'), 'unknown_status'],
  ['a status named like a part of every object', statusDelivery('wamid.1', 'constructor'), 'unknown_status'],
  ['a field to come', envelope({ field: 'flows', value: {} }), 'unsupported_field'],
  ['an error of the provider', envelope(messagesChange({ errors: [{ code: 130_429 }] })), 'provider_error'],
  ['content to come', envelope(messagesChange({ user_actions: [{}] })), 'unknown_content'],
  ['messages that are no list', envelope(messagesChange({ messages: 'hi' })), 'unexpected_shape'],
  ['a change that is none', envelope({ field: 7 }), 'unexpected_shape'],
  ['an entry that is none', { object: 'whatsapp_business_account', entry: [7] }, 'unexpected_shape'],
  ['nothing', envelope(), 'empty'],
  ['another product', { object: 'page', entry: [] }, 'not_envelope'],
  ['a list', [], 'not_envelope'],
  ['a number', 7, 'not_envelope'],
])('%s is kept as unrecognised', ([, payload, reason]) => {
  expect(reasons(payload)).toEqual([reason]);
});

test('what is not JSON is kept as unrecognised', () => {
  const [part] = splitDelivery(Buffer.from([0xff, 0x00]));
  expect(part?.content).toEqual({ kind: 'unrecognised', reason: 'not_json', rest: null });
});

test('a batch of three levels keeps its order and its neighbours', () => {
  const payload = {
    object: 'whatsapp_business_account',
    entry: [
      { changes: [messagesChange({ messages: [textMessage('a', '1'), 'poison', textMessage('b', '2')] })] },
      { changes: [7, messagesChange({ statuses: [{ id: 'c', status: 'read' }, null] })] },
    ],
  };
  expect(reasons(payload)).toEqual([
    'arrival',
    'unexpected_shape',
    'arrival',
    'unexpected_shape',
    'status',
    'unexpected_shape',
  ]);
});

test('no payload whatever throws, or vanishes', () => {
  const shaped = fc.record({
    object: fc.constant('whatsapp_business_account'),
    entry: fc.array(
      fc.record({
        changes: fc.array(
          fc.record({
            field: fc.constantFrom('messages', 'smb_message_echoes', 'history'),
            value: fc.record({
              messages: fc.oneof(fc.array(fc.object()), fc.anything()),
              statuses: fc.oneof(fc.array(fc.object()), fc.anything()),
              message_echoes: fc.oneof(fc.array(fc.object()), fc.anything()),
              contacts: fc.anything(),
              metadata: fc.anything(),
            }),
          }),
        ),
      }),
    ),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        shaped,
        fc.json().map((text): unknown => JSON.parse(text)),
      ),
      (payload) => {
        expect(meanings(payload).length).toBeGreaterThan(0);
      },
    ),
  );
});
