import { describe, expect, test } from 'vitest';
import { GraphStage, refusalIn } from '../testing/graph-stage.ts';
import { errorIn } from '../testing/read.ts';
import { ADA } from '../testing/stage.ts';
import { sampleFile, sampleKinds, type SampleKind } from '../world/sample-files.ts';

type Body = Readonly<Record<string, unknown>>;

const frame = { messaging_product: 'whatsapp', recipient_type: 'individual', to: `+${ADA}` };
const of = (type: string, body: unknown): Body => ({ ...frame, type, [type]: body });
const x = (length: number): string => 'x'.repeat(length);
const times = (count: number, item: Body): readonly Body[] => Array.from({ length: count }, () => item);
const linkTo = (kind: SampleKind): string => `https://shop.example/${kind}`;
const https = linkTo('image');

const button = (id: string, title = 'Yes'): Body => ({ type: 'reply', reply: { id, title } });
const buttons = (...list: readonly Body[]): Body =>
  of('interactive', { type: 'button', body: { text: 'Pick' }, action: { buttons: list } });
const row = (id: string, more: Body = {}): Body => ({ id, title: 'Tea', ...more });
const list = (sections: readonly Body[], more: Body = {}): Body =>
  of('interactive', { type: 'list', body: { text: 'Choose' }, action: { button: 'Open', sections }, ...more });
const rows = (count: number): readonly Body[] => Array.from({ length: count }, (_row, index) => row(`r${index}`));
const link = (parameters: Body): Body =>
  of('interactive', { type: 'cta_url', body: { text: 'See' }, action: { name: 'cta_url', parameters } });
const flow = (more: Body): Body =>
  of('interactive', {
    type: 'flow',
    body: { text: 'Book' },
    action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'Book', ...more } },
  });
const contact = { name: { formatted_name: 'Ada Finch' }, phones: [{ phone: '+447700900123', type: 'WORK' }] };

describe('accepted', () => {
  test.each<[string, Body]>([
    ['a text of 4096 characters with a preview', of('text', { body: x(4096), preview_url: true })],
    ['an image by link with a caption of 1024', of('image', { link: https, caption: x(1024) })],
    ['a video by link', of('video', { link: linkTo('video') })],
    ['a voice note by link', of('audio', { link: linkTo('audio'), voice: true })],
    ['a document with a name', of('document', { link: linkTo('document'), filename: 'a.pdf', caption: 'Here' })],
    ['a sticker', of('sticker', { link: linkTo('sticker') })],
    ['a location at the edge of the world', of('location', { latitude: -90, longitude: 180, name: 'Edge' })],
    ['257 contacts', of('contacts', times(257, contact))],
    ['three buttons', buttons(button('a', x(20)), button(x(256)), button('c'))],
    ['a list of 10 rows', list([{ title: x(24), rows: rows(10) }], { header: { type: 'text', text: x(60) } })],
    ['a list whose body has 4096 characters', list([{ rows: rows(1) }], { body: { text: x(4096) } })],
    ['a link button', link({ display_text: x(20), url: https })],
    [
      'a request for the location',
      of('interactive', {
        type: 'location_request_message',
        body: { text: 'Where?' },
        action: { name: 'send_location' },
      }),
    ],
    ['a request for the number', of('interactive', { type: 'request_contact_info', body: { text: 'May we?' } })],
    ['a flow', flow({ flow_id: '880', mode: 'published', flow_action_payload: { screen: 'START' } })],
  ])('%s', async (_what, body) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    for (const kind of sampleKinds) stage.graph.media.putAtLink(linkTo(kind), sampleFile(kind));
    const reply = await stage.send(body);
    expect(reply.body).toMatchObject({ contacts: [{ wa_id: ADA }] });
    expect(reply.status).toBe(200);
    const [send] = stage.accepted;
    expect(send).toMatchObject({ content: { type: body['type'] }, fate: { kind: 'reaches' }, priceClass: 'service' });
    expect(stage.graph.world.conversations.find(send?.wamid ?? '')).toMatchObject({ author: 'api' });
  });
});

describe('refused, with nothing left behind', () => {
  test.each<[string, Body, number]>([
    ['a text of 4097 characters', of('text', { body: x(4097) }), 100],
    ['a send with a key that nobody knows', { ...of('text', { body: 'hi' }), preview: true }, 100],
    ['a send with two bodies', { ...of('text', { body: 'hi' }), location: { latitude: 0, longitude: 0 } }, 100],
    [
      'a context with a key that nobody knows',
      { ...of('text', { body: 'hi' }), context: { message_id: 'x', x: 1 } },
      100,
    ],
    ['a text with a key that nobody knows', of('text', { body: 'hi', bold: true }), 100],
    ['an image without a file', of('image', {}), 131008],
    ['an image with two files', of('image', { id: '1', link: https }), 100],
    ['an image over http', of('image', { link: 'http://shop.example/lamp.png' }), 100],
    ['an image of an unknown id', of('image', { id: '770000000000001' }), 131009],
    ['a caption of 1025', of('image', { link: https, caption: x(1025) }), 100],
    ['a caption on audio', of('audio', { link: https, caption: 'hi' }), 100],
    ['a caption on a sticker', of('sticker', { link: https, caption: 'hi' }), 100],
    ['a location beyond the pole', of('location', { latitude: 90.1, longitude: 0 }), 100],
    ['a location without a longitude', of('location', { latitude: 0 }), 131008],
    ['a location in words', of('location', { latitude: '0', longitude: 0 }), 131009],
    ['no contacts', of('contacts', []), 100],
    ['258 contacts', of('contacts', times(258, contact)), 100],
    ['a contact without a name', of('contacts', [{ phones: contact.phones }]), 131008],
    ['a reaction to nothing', of('reaction', { message_id: 'wamid.none', emoji: '👍' }), 131009],
    ['a reaction of words', of('reaction', { message_id: 'wamid.none', emoji: 'ok' }), 131009],
    ['no buttons', buttons(), 100],
    ['four buttons', buttons(button('a'), button('b'), button('c'), button('d')), 100],
    ['two buttons of one id', buttons(button('a'), button('a')), 131009],
    ['a button title of 21', buttons(button('a', x(21))), 100],
    ['a button id of 257', buttons(button(x(257))), 100],
    ['11 rows in all', list([{ rows: rows(5) }, { rows: rows(6) }]), 100],
    ['11 sections', list(times(11, { rows: rows(1) })), 100],
    ['two rows of one id', list([{ rows: [row('a'), row('a')] }]), 131009],
    ['a row title of 25', list([{ rows: [row('a', { title: x(25) })] }]), 100],
    ['a row description of 73', list([{ rows: [row('a', { description: x(73) })] }]), 100],
    ['an image over a list', list([{ rows: rows(1) }], { header: { type: 'image', image: { link: https } } }), 100],
    ['a footer of 61', list([{ rows: rows(1) }], { footer: { text: x(61) } }), 100],
    ['a link text of 21', link({ display_text: x(21), url: https }), 100],
    ['a link button without a link', link({ display_text: 'Open' }), 131008],
    ['a flow without id or name', flow({}), 131009],
    ['a flow with id and name', flow({ flow_id: '880', flow_name: 'book' }), 131009],
    ['products', of('interactive', { type: 'product_list' }), 131051],
    ['a request to call', of('interactive', { type: 'call_permission_request' }), 131051],
    ['an interactive type that nobody knows', of('interactive', { type: 'quiz', body: { text: 'hi' } }), 100],
    ['an interactive message without a type', of('interactive', { body: { text: 'hi' } }), 131008],
    ['a message of the group kind', { ...of('text', { body: 'hi' }), recipient_type: 'group' }, 100],
    [
      'an answer to a message that is not known',
      { ...of('text', { body: 'hi' }), context: { message_id: 'wamid.X' } },
      131009,
    ],
  ])('%s', async (_what, body, code) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    expect(refusalIn(await stage.send(body))).toEqual([400, code]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });
});

test('a key that nobody knows is named in the refusal', async () => {
  await using stage = await GraphStage.open();
  const reply = await stage.send({ ...of('text', { body: 'hi' }), preview: true });
  expect(errorIn(reply.body).message).toBe('(#100) Unexpected key "preview".');
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: stage.customerWrites(), to: ADA };
  expect(errorIn((await stage.send(read)).body).message).toBe('(#100) Unexpected key "to".');
});

describe('a message of another chat', () => {
  test.each<[string, (wamid: string) => Body]>([
    ['can not be answered', (wamid) => ({ ...of('text', { body: 'hi' }), context: { message_id: wamid } })],
    ['can not be reacted to', (wamid) => of('reaction', { message_id: wamid, emoji: '👍' })],
  ])('%s', async (_what, about) => {
    await using stage = await GraphStage.open();
    const own = stage.customerWrites();
    const foreign = stage.customerWrites('447700900555');
    expect(refusalIn(await stage.send(about(foreign)))).toEqual([400, 131009]);
    const nobody = { ...about(own), to: '+447700999999' };
    expect(refusalIn(await stage.send(nobody))).toEqual([400, 131009]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
    expect((await stage.send(about(own))).status).toBe(200);
  });
});

describe('a reaction', () => {
  test("stands on the customer's message, is taken back by an empty one, and is not priced", async () => {
    await using stage = await GraphStage.open();
    const target = stage.customerWrites();
    expect((await stage.send(of('reaction', { message_id: target, emoji: '❤️' }))).status).toBe(200);
    const { conversations } = stage.graph.world;
    expect(conversations.reactionsTo(target)).toEqual([{ by: 'business', emoji: '❤️' }]);
    expect(stage.accepted[0]?.priceClass).toBe('uncounted');
    expect((await stage.send(of('reaction', { message_id: target, emoji: '' }))).status).toBe(200);
    expect(conversations.reactionsTo(target)).toEqual([]);
  });

  test('to a message of over 30 days, or a deleted one, is refused', async () => {
    await using stage = await GraphStage.open();
    const old = stage.customerWrites();
    for (let count = 0; count < 3; count += 1) {
      stage.time.advance(10 * 24 * 60 * 60 * 1000);
      stage.graph.connection.phoneUsed();
    }
    stage.time.advance(1);
    const deleted = stage.customerWrites();
    stage.graph.world.revokes('customer', deleted);
    for (const target of [old, deleted]) {
      expect(errorIn((await stage.send(of('reaction', { message_id: target, emoji: '👍' }))).body).code).toBe(131009);
    }
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });
});

describe('the recipient', () => {
  const text = of('text', { body: 'hi' });

  test('who is blocked is refused with 130403', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    const ada = stage.graph.world.customers.byWaId(ADA);
    if (ada !== undefined) stage.graph.world.blocks.add(ada);
    expect(refusalIn(await stage.send(text))).toEqual([400, 130403]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });

  test('who does not have WhatsApp, or did not write for 24 hours, is reported as failed', async () => {
    await using stage = await GraphStage.open();
    expect((await stage.send(text)).status).toBe(200);
    stage.customerWrites();
    stage.time.advance(24 * 60 * 60 * 1000 - 1);
    expect((await stage.send(text)).status).toBe(200);
    stage.time.advance(1);
    expect((await stage.send(text)).status).toBe(200);
    expect(stage.accepted.map(({ fate }) => fate)).toEqual([
      { kind: 'fails', code: 131026 },
      { kind: 'reaches' },
      { kind: 'fails', code: 131047 },
    ]);
  });

  test('outside the window may also be refused in the answer', async () => {
    await using stage = await GraphStage.open({ closedWindow: 'answer' });
    stage.customerWrites();
    stage.time.advance(24 * 60 * 60 * 1000);
    expect(refusalIn(await stage.send(text))).toEqual([400, 131047]);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });

  test('who is no recipient at all is refused', async () => {
    await using stage = await GraphStage.open();
    const { to: _to, ...rest } = text;
    expect(refusalIn(await stage.send({ ...rest, recipient: 'ada' }))).toEqual([400, 131009]);
    expect(refusalIn(await stage.send({ ...rest, to: '+1' }))).toEqual([400, 131009]);
    expect(refusalIn(await stage.send({ ...rest, to: '+442079460100' }))).toEqual([400, 131021]);
  });

  test('of a number that is cut off from the API can not be reached', async () => {
    await using stage = await GraphStage.open();
    const wamid = stage.customerWrites();
    stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
    expect(refusalIn(await stage.send(text))).toEqual([400, 133010]);
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    expect(refusalIn(await stage.send(read))).toEqual([400, 133010]);
  });
});
