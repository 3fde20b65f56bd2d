import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SaidInput } from '../world/said.ts';
import { textLike } from '../testing/matching.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { changeOf } from '../testing/read.ts';
import { ADA, NOON_MS, setStage, type Stage } from '../testing/stage.ts';

/** What each type looks like is written here from the facts (§2.1, §3), not from the builders. */
const metadata = { display_phone_number: '442079460100', phone_number_id: '522333444555602' };
const NOON_SECONDS = '1795176000';
const url = textLike(/^http:\/\/127\.0\.0\.1:\d+\/\S+$/);
const sha256 = textLike(/^[A-Za-z0-9+/]{43}=$/);
const id = textLike(/^\d+$/);

async function noonStage(): Promise<Stage> {
  return setStage({}, { time: new ManualTime(NOON_MS) });
}

async function valueOf(stage: Stage, index: number): Promise<Record<string, unknown>> {
  const posts = await stage.receiver.received(index + 1);
  return changeOf(posts[index]?.json).value;
}

async function userIdOf(stage: Stage, waId = ADA): Promise<string | undefined> {
  const { customers } = await stage.sandbox.control.state();
  return customers.find((customer) => customer.waId === waId)?.userId;
}

const file = { id, sha256, url };
const said: readonly (readonly [string, SaidInput, unknown])[] = [
  [
    'an image with a caption',
    { type: 'image', image: { caption: 'The lid', bytesBase64: 'AAAA', mime_type: 'image/jpeg' } },
    { ...file, mime_type: 'image/jpeg', caption: 'The lid' },
  ],
  ['a video', { type: 'video' }, { ...file, mime_type: 'video/mp4' }],
  ['a voice message', { type: 'audio' }, { ...file, mime_type: 'audio/ogg; codecs=opus', voice: true }],
  [
    'a sound file',
    { type: 'audio', audio: { voice: false, mime_type: 'audio/mpeg' } },
    { ...file, mime_type: 'audio/mpeg', voice: false },
  ],
  [
    'a document',
    { type: 'document', document: { filename: 'offer.pdf', caption: 'Here' } },
    { ...file, mime_type: 'application/pdf', filename: 'offer.pdf', caption: 'Here' },
  ],
  ['a sticker', { type: 'sticker' }, { ...file, mime_type: 'image/webp', animated: false }],
  [
    'a place',
    { type: 'location', location: { latitude: 51.5, longitude: -0.12, name: 'Shop' } },
    { latitude: 51.5, longitude: -0.12, name: 'Shop' },
  ],
  [
    'a contact card',
    {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Bo Ek' }, phones: [{ phone: '+46 70', type: 'CELL' }] }],
    },
    [{ name: { formatted_name: 'Bo Ek' }, phones: [{ phone: '+46 70', type: 'CELL' }] }],
  ],
  [
    'an answered flow',
    {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"L"}' } },
    },
    { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"L"}' } },
  ],
  [
    'an answer to a call permission request',
    {
      type: 'interactive',
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: { response: 'reject', response_source: 'user_action' },
      },
    },
    { type: 'call_permission_reply', call_permission_reply: { response: 'reject', response_source: 'user_action' } },
  ],
  [
    'an order',
    {
      type: 'order',
      order: {
        catalog_id: '90',
        product_items: [{ product_retailer_id: 'kettle', quantity: 2, item_price: '19.90', currency: 'EUR' }],
      },
    },
    {
      catalog_id: '90',
      product_items: [{ product_retailer_id: 'kettle', quantity: 2, item_price: '19.90', currency: 'EUR' }],
    },
  ],
];

test.each(said)('%s comes with its own body', async (_what, content, body) => {
  await using stage = await noonStage();
  const wamid = await stage.sandbox.control.customerWrites({ from: ADA, content });
  const userId = await userIdOf(stage);
  expect(await valueOf(stage, 0)).toEqual({
    messaging_product: 'whatsapp',
    metadata,
    contacts: [{ wa_id: ADA, user_id: userId }],
    messages: [
      {
        from: ADA,
        from_user_id: userId,
        id: wamid,
        timestamp: NOON_SECONDS,
        type: content.type,
        [content.type]: body,
      },
    ],
  });
});

const contextsSchema = z.object({ messages: z.tuple([z.object({ context: z.unknown().optional() })]) });

describe('what a message refers to', () => {
  test('a reply names the quoted message and its author', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const own = await control.customerWrites({ from: ADA, text: 'hi' });
    const echo = await control.ownerAnswers({ to: ADA, text: 'hello' });
    await control.customerWrites({ from: ADA, text: 'to myself', replyTo: own });
    await control.customerWrites({ from: ADA, text: 'to you', replyTo: echo });
    await control.customerWrites({ from: ADA, text: 'to the past', replyTo: 'wamid.BEFORE' });
    await control.settle();
    const contexts = stage.receiver.posts
      .filter(({ json }) => changeOf(json).field === 'messages')
      .map(({ json }) => contextsSchema.parse(changeOf(json).value).messages[0].context);
    expect(contexts).toEqual([
      undefined,
      { from: ADA, id: own },
      { from: '442079460100', id: echo },
      { from: '442079460100', id: 'wamid.BEFORE' },
    ]);
  });

  test.each([
    ['once', { forwarded: true }],
    ['often', { frequently_forwarded: true }],
  ] as const)('a message forwarded %s says so and quotes nothing', async (forwarded, context) => {
    await using stage = await noonStage();
    await stage.sandbox.control.customerWrites({ from: ADA, text: 'look', forwarded });
    expect(await valueOf(stage, 0)).toMatchObject({ messages: [{ context }] });
  });

  test('a question about a product, and the ad that somebody comes from', async () => {
    await using stage = await noonStage();
    const referral = {
      source_url: 'https://fb.example/x',
      source_id: '9001',
      source_type: 'ad',
      ctwa_clid: 'AR1',
    } as const;
    await stage.sandbox.control.customerWrites({
      from: ADA,
      text: 'still there?',
      product: { catalogId: '90', productId: 'kettle' },
      referral,
    });
    expect(await valueOf(stage, 0)).toMatchObject({
      messages: [
        {
          context: { from: '442079460100', referred_product: { catalog_id: '90', product_retailer_id: 'kettle' } },
          referral,
        },
      ],
    });
  });
});

describe('what customers do to messages', () => {
  test('an edit has a wamid of its own and carries the whole new content', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const wamid = await control.customerWrites({ from: ADA, text: 'tow' });
    const edit = await control.customerEdits(wamid, 'two');
    expect(edit).not.toBe(wamid);
    expect(await valueOf(stage, 1)).toMatchObject({
      messages: [
        {
          from: ADA,
          id: edit,
          type: 'edit',
          edit: { original_message_id: wamid, message: { type: 'text', text: { body: 'two' } } },
        },
      ],
    });
    expect(await control.conversation(ADA)).toMatchObject([{ wamid, text: 'two', isEdited: true }]);
  });

  test('deleting and reacting name the message; a reaction taken back has no emoji', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const wamid = await control.customerWrites({ from: ADA, text: 'hi' });
    await control.customerReacts(wamid, '👍');
    expect(await valueOf(stage, 1)).toMatchObject({
      messages: [{ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } }],
    });
    expect(await control.conversation(ADA)).toMatchObject([{ reactions: [{ by: 'customer', emoji: '👍' }] }]);
    await control.customerReacts(wamid);
    expect(await valueOf(stage, 2)).toMatchObject({ messages: [{ reaction: { message_id: wamid } }] });
    expect(JSON.stringify(await valueOf(stage, 2))).not.toContain('emoji');
    await control.customerDeletes(wamid);
    expect(await valueOf(stage, 3)).toMatchObject({
      messages: [{ type: 'revoke', revoke: { original_message_id: wamid } }],
    });
    expect(await control.conversation(ADA)).toMatchObject([{ isRevoked: true, reactions: [] }]);
  });

  test('what the API can not show comes as an error, and its content may follow under the same wamid', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const wamid = await control.customerSendsUnsupported({ from: ADA, code: 131060 });
    expect(await valueOf(stage, 0)).toMatchObject({
      messages: [
        { id: wamid, type: 'unsupported', errors: [{ code: 131060, error_data: { details: textLike(/\w/) } }] },
      ],
    });
    await control.contentFollows(wamid, { type: 'text', text: { body: 'from the ad' } });
    expect(await valueOf(stage, 1)).toMatchObject({
      messages: [{ id: wamid, timestamp: NOON_SECONDS, type: 'text', text: { body: 'from the ad' } }],
    });
    await expect(control.contentFollows(wamid, { type: 'sticker' })).rejects.toThrow(/409.*has its content already/);
    await control.customerSendsUnsupported({ from: ADA, kind: 'poll' });
    expect(await valueOf(stage, 2)).toMatchObject({
      messages: [{ type: 'unsupported', unsupported: { type: 'poll' }, errors: [{ code: 131051 }] }],
    });
  });
});

test('a file that Meta could not fetch comes as an error, without an id', async () => {
  await using stage = await noonStage();
  const { control } = stage.sandbox;
  const wamid = await control.customerSendsLostFile({ from: ADA, caption: 'All of it' });
  const [message] = z.array(z.unknown()).parse((await valueOf(stage, 0))['messages']);
  expect(message).toEqual({
    from: ADA,
    from_user_id: await userIdOf(stage),
    id: wamid,
    timestamp: NOON_SECONDS,
    type: 'video',
    video: { mime_type: 'video/mp4', caption: 'All of it' },
    errors: [
      {
        code: 131052,
        title: 'Media download error',
        message: 'Media download error',
        error_data: { details: textLike(/\w/) },
      },
    ],
  });
});

describe('who customers are', () => {
  test('with a username and a hidden phone, no number of theirs is in any webhook', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const parentUserId = 'GB.ENT.77';
    const { userId } = await control.customer({ customer: ADA, username: 'adafinch', hidesPhone: true, parentUserId });
    const own = await control.customerWrites({ from: userId, text: 'hi' });
    await control.customerWrites({ from: userId, text: 'again', replyTo: own });
    await control.ownerAnswers({ to: userId, text: 'hello' });
    await control.settle();
    expect(await valueOf(stage, 0)).toEqual({
      messaging_product: 'whatsapp',
      metadata,
      contacts: [{ profile: { username: 'adafinch' }, user_id: userId, parent_user_id: parentUserId }],
      messages: [
        {
          from_user_id: userId,
          from_parent_user_id: parentUserId,
          id: own,
          timestamp: NOON_SECONDS,
          type: 'text',
          text: { body: 'hi' },
        },
      ],
    });
    const bodies = stage.receiver.posts.map(({ json }) => JSON.stringify(json));
    expect(bodies).toHaveLength(3);
    expect(bodies.filter((body) => body.includes(`"${ADA}"`))).toEqual([]);
  });

  test('a new number comes as a system message from the old one, without contacts; the chat goes along', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, name: 'Ada', text: 'hi' });
    const before = await userIdOf(stage);
    const after = await control.customerChangesNumber(ADA, '447700900124');
    expect(after).not.toBe(before);
    const value = await valueOf(stage, 1);
    expect(value).toEqual({
      messaging_product: 'whatsapp',
      metadata,
      messages: [
        {
          from: ADA,
          from_user_id: before,
          id: textLike(/^wamid\./),
          timestamp: NOON_SECONDS,
          type: 'system',
          system: { body: textLike(/\w/), type: 'user_changed_number', wa_id: '447700900124', user_id: after },
        },
      ],
    });
    expect(await control.conversation('447700900124')).toHaveLength(1);
    expect(await control.conversation(ADA)).toEqual([]);
    await control.customer({ customer: 'c5' });
    const taken = (await control.state()).customers[1]?.waId ?? '';
    await expect(control.customerChangesNumber('447700900124', taken)).rejects.toThrow(/409.*has WhatsApp already/);
  });

  test('a new user id names the one before', async () => {
    await using stage = await noonStage();
    const { userId: before } = await stage.sandbox.control.customer({ customer: ADA });
    const after = await stage.sandbox.control.customerChangesUserId(ADA);
    expect(await valueOf(stage, 0)).toMatchObject({
      messages: [{ system: { type: 'user_changed_user_id', user_id: after, previous_user_id: before } }],
    });
  });

  test('a wish about marketing has a number for its timestamp', async () => {
    await using stage = await noonStage();
    await stage.sandbox.control.customerStopsMarketing(ADA);
    const userId = await userIdOf(stage);
    const posts = await stage.receiver.received(1);
    expect(changeOf(posts[0]?.json)).toMatchObject({
      field: 'user_preferences',
      value: {
        metadata,
        contacts: [{ wa_id: ADA, user_id: userId }],
        user_preferences: [
          { wa_id: ADA, user_id: userId, category: 'marketing_messages', value: 'stop', timestamp: 1_795_176_000 },
        ],
      },
    });
  });

  test('customers are named by place: the place that is free makes somebody, the taken one finds them', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'first' });
    await control.customerWrites({ from: 'c17', text: 'from seventeen' });
    await control.customerWrites({ from: 'c1', text: 'first again' });
    const { customers } = await control.state();
    expect(customers.map(({ alias, waId, messageCount }) => [alias, waId, messageCount])).toEqual([
      ['c1', ADA, 2],
      ['c17', '447700900017', 1],
    ]);
    await expect(control.customerWrites({ from: 'GB.9000', text: 'hi' })).rejects.toThrow(
      /409.*Nobody has the user id/,
    );
  });
});

test('trouble of the number belongs to no message and no contact', async () => {
  await using stage = await noonStage();
  await stage.sandbox.control.numberError(131000, 'It hurts here.');
  expect(await valueOf(stage, 0)).toEqual({
    messaging_product: 'whatsapp',
    metadata,
    errors: [
      {
        code: 131000,
        title: textLike(/\w/),
        message: textLike(/\w/),
        error_data: { details: 'It hurts here.' },
        href: textLike(/^https:/),
      },
    ],
  });
});
