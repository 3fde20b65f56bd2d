import { afterAll, beforeAll, expect, test } from 'vitest';

import { workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { InboundWorld } from './testing/inbound-world.ts';
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

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const SYSTEM = workspaceIdSchema.parse(0);

function named(name: string, id: string, timestamp: string): unknown {
  const contacts = [{ ...ADA, profile: { name } }];
  return envelope(messagesChange({ contacts, messages: [textMessage(id, id, { timestamp })] }));
}

async function startWorld(): Promise<InboundWorld> {
  return InboundWorld.start(await postgres.createDatabase());
}

test('a text becomes a conversation with a message', async () => {
  await using world = await startWorld();
  await world.deliver(textDelivery('wamid.1', 'Open today?'));
  const [started, received] = await world.events();
  expect(started).toMatchObject({ event: { type: 'conversation.started', seq: 1, conversation: 1 } });
  const conversation = await world.log.findConversation(world.workspace, must(received, 'message').event.conversation);
  expect(conversation).toMatchObject({
    name: 'Ada Finch',
    phone: '+447700900123',
    inboundCount: 1,
    lastInboundAt: 1_790_000_001_000,
    lastMessage: { number: 1, text: 'Open today?', origin: 'customer', kind: 'text' },
  });
  expect(await world.fates()).toEqual(['applied']);
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 0 });
});

test('L2 a message that comes ten times, shuffled, at once and alone, is one message', async () => {
  await using world = await startWorld();
  const ids = ['wamid.1', 'wamid.2', 'wamid.3'];
  const often = Array.from({ length: 10 }, (_, turn) => ids.toSorted(() => (turn % 2) - 0.5)).flat();
  await Promise.all(often.map((id) => world.post(textDelivery(id, `text ${id}`))));
  await world.deliver(envelope(messagesChange({ messages: ids.map((id) => textMessage(id, `text ${id}`)) })));
  const texts = (await world.events()).flatMap(({ event, content }) =>
    event.type === 'message.received' ? [content?.text] : [],
  );
  expect(texts).toHaveLength(3);
  expect(new Set(texts)).toEqual(new Set(['text wamid.1', 'text wamid.2', 'text wamid.3']));
  expect(await world.deliveries()).toEqual({ stored: 31, waiting: 0 });
});

test('what the owner writes on the phone is an echo that takes the turn and leaves the window alone', async () => {
  await using world = await startWorld();
  await world.deliver(textDelivery('wamid.1', 'hi'), envelope(echoesChange(echo('wamid.2', 'On our way'))));
  expect(await world.story()).toEqual([
    'conversation.started: Ada Finch',
    'message.received: hi',
    'message.echoed: On our way',
  ]);
  const [, , echoed] = await world.events();
  const conversation = await world.log.findConversation(world.workspace, must(echoed, 'echo').event.conversation);
  expect(conversation).toMatchObject({
    turnHolder: 'phone',
    inboundCount: 1,
    lastMessage: { origin: 'phone', direction: 'outbound', status: null },
  });
});

test('a new profile name renames the contact, but an old message does not bring the old name back', async () => {
  await using world = await startWorld();
  await world.deliver(named('Ada', 'wamid.1', '1790000010'), named('Ada F.', 'wamid.2', '1790000020'));
  await world.deliver(named('Ada', 'wamid.0', '1790000005'));
  expect((await world.story()).filter((line) => !line.startsWith('message'))).toEqual([
    'conversation.started: Ada',
    'contact.renamed: Ada F.',
  ]);
});

test('a phone number that comes with another user id is another person', async () => {
  await using world = await startWorld();
  const heir = { ...ADA, user_id: 'GB.heir', profile: { name: 'Heir' } };
  await world.deliver(
    textDelivery('wamid.1', 'from Ada', { from_user_id: undefined }),
    textDelivery('wamid.2', 'from Ada with her id'),
    envelope(
      messagesChange({ contacts: [heir], messages: [textMessage('wamid.3', 'new', { from_user_id: 'GB.heir' })] }),
    ),
    textDelivery('wamid.4', 'Ada without number', { from: undefined }),
  );
  const conversations = (await world.events()).flatMap(({ event, content }) =>
    event.type === 'message.received' ? [[event.conversation, content?.text]] : [],
  );
  expect(conversations).toEqual([
    [1, 'from Ada'],
    [1, 'from Ada with her id'],
    [2, 'new'],
    [1, 'Ada without number'],
  ]);
});

test('a poisonous message between two good ones harms neither', async () => {
  await using world = await startWorld();
  const messages = [
    textMessage('wamid.1', 'before'),
    { type: 'text', timestamp: {} },
    textMessage('wamid.2', 'a\u0000b \uD83D'),
    textMessage('wamid.3', 'after'),
  ];
  await world.deliver(envelope(messagesChange({ contacts: [ADA], messages })));
  expect((await world.story()).slice(1)).toEqual([
    'message.received: before',
    'message.received: a\u0000b \uD83D',
    'message.received: after',
  ]);
  expect(await world.fates()).toEqual(['applied', 'unrecognised unexpected_shape', 'applied', 'applied']);
});

test('a message nested deeper than anything can store is not understood, and its neighbours go on', async () => {
  await using world = await startWorld();
  const nested = '['.repeat(200_000) + ']'.repeat(200_000);
  const good = JSON.stringify(textMessage('wamid.1', 'before'));
  const poison = JSON.stringify(textMessage('wamid.2', 'poison')).replace(/}$/, `,"extra":${nested}}`);
  const body = JSON.stringify(envelope(messagesChange({ contacts: [ADA], messages: ['one', 'two', 'three'] })))
    .replace('"one"', good)
    .replace('"two"', poison)
    .replace('"three"', JSON.stringify(textMessage('wamid.3', 'after')));
  expect(await world.post(body)).toBe(200);
  await world.ingest.settle();
  expect(await world.story()).toEqual([
    'conversation.started: Ada Finch',
    'message.received: before',
    'message.received: after',
  ]);
  expect(await world.fates()).toEqual(['applied', 'unrecognised unexpected_shape', 'applied']);
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 0 });
});

test('what nobody knows is stored raw, answered with 200, and counted', async () => {
  await using world = await startWorld();
  const answers = [
    await world.post('not json'),
    await world.post({ object: 'page' }),
    await world.post(envelope({ field: 'moon_phase', value: {} })),
    await world.post(textDelivery('wamid.1', 'hi', { type: 'hologram' })),
    await world.post(statusDelivery('wamid.2', 'teleported')),
  ];
  await world.ingest.settle();
  expect(answers).toEqual([200, 200, 200, 200, 200]);
  expect(await world.fates(SYSTEM)).toEqual([
    'unrecognised not_json',
    'unrecognised not_envelope',
    'unrecognised unknown_field',
  ]);
  expect(await world.fates()).toEqual(['unrecognised unknown_type', 'unrecognised unknown_status']);
  const [, placeholder] = await world.events();
  expect(placeholder).toMatchObject({
    event: { type: 'message.received', body: { kind: 'unsupported' } },
    content: null,
  });
  expect(await world.deliveries()).toEqual({ stored: 5, waiting: 0 });
  expect(await world.metric('raw_items_total')).toContain('raw_items_total{state="unrecognised",reason="not_json"} 1');
});

test('what is understood and has no use yet is kept, of a number and of an account, and is not called unknown', async () => {
  await using world = await startWorld();
  const reaction = { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } };
  await world.deliver(
    textDelivery('wamid.1', 'hi'),
    textDelivery('wamid.2', 'hi', reaction),
    textDelivery('wamid.3', 'hi', { group_id: 'group-1' }),
    statusDelivery('wamid.out', 'captured'),
    envelope({ field: 'account_review_update', value: { decision: 'APPROVED' } }),
    envelope({
      field: 'calls',
      value: { metadata: { phone_number_id: '999' }, calls: [{ id: 'c', event: 'connect' }] },
    }),
  );
  expect(await world.fates()).toEqual(['applied', 'kept', 'kept', 'kept']);
  expect(await world.fates(SYSTEM)).toEqual(['kept', 'unrecognised unknown_number']);
  expect(await world.story()).toEqual(['conversation.started: Ada Finch', 'message.received: hi']);
  expect(await world.metric('raw_items_total')).toContain('raw_items_total{state="kept",reason=""} 4');
});

test('messages to a number that nobody knows are kept and flagged', async () => {
  await using world = await startWorld();
  const messages = [textMessage('wamid.1', 'hello?')];
  await world.deliver(envelope(messagesChange({ messages }, '999'), messagesChange({ messages })));
  expect(await world.fates(SYSTEM)).toEqual(['unrecognised unknown_number']);
  expect(await world.fates()).toEqual(['applied']);
});
