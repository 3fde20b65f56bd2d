import { describe, expect, test } from 'vitest';
import { GraphStage, refusalIn } from '../testing/graph-stage.ts';
import { errorIn } from '../testing/read.ts';
import { ADA } from '../testing/stage.ts';
import { sampleFile } from '../world/sample-files.ts';

type Json = Readonly<Record<string, unknown>>;

const text = (words: string, name?: string): Json => ({
  type: 'text',
  text: words,
  ...(name === undefined ? {} : { parameter_name: name }),
});
const header = (...parameters: readonly Json[]): Json => ({ type: 'header', parameters });
const body = (...parameters: readonly Json[]): Json => ({ type: 'body', parameters });
const button = (subType: string, index: unknown, parameter: Json): Json => ({
  type: 'button',
  sub_type: subType,
  index,
  parameters: [parameter],
});
const template = (name: string, components: readonly Json[] = [], code = 'en_GB'): Json => ({
  messaging_product: 'whatsapp',
  to: `+${ADA}`,
  type: 'template',
  template: { name, language: { code }, components },
});

const LINK = 'https://shop.example/lamp.png';
const INVOICE = 'https://shop.example/i.pdf';
const image = { type: 'image', image: { link: LINK } };
const visitBody = body(text('Friday', 'day'), text('Ada', 'first_name'));
const visitLink = button('url', '1', text('77'));
const code = (words: string): readonly Json[] => [body(text('123456')), button('url', '0', text(words))];
const coupon = button('copy_code', 0, { type: 'coupon_code', coupon_code: 'SPRING20' });
const place = { type: 'location', location: { latitude: 51.5, longitude: -0.1 } };

describe('accepted', () => {
  test.each<[string, Json, string]>([
    ['positional', template('order_ready', [body(text('Ada'), text('A-7'))]), 'Hello Ada, your order A-7 is ready'],
    ['in another language', template('order_ready', [body(text('Ada'), text('A-7'))], 'de'), 'Hallo Ada'],
    [
      'named, in any order',
      template('visit_reminder', [header(image), visitBody, visitLink]),
      'Hello Ada, see you on Fr',
    ],
    [
      'with a payload on its quick reply',
      template('visit_reminder', [
        header(image),
        visitBody,
        visitLink,
        button('quick_reply', '0', { type: 'payload', payload: 'cancel:77' }),
      ]),
      'Hello Ada',
    ],
    ['with a place', template('where_we_are', [header(place)]), 'You will find us here.'],
    [
      'with named header and body',
      template('delivery_update', [
        header(text('A-7', 'order')),
        body(text('Ada', 'first_name'), text('the post', 'carrier'), text('Monday', 'day')),
      ]),
      'Hello Ada, the parcel is with the post and comes on Monday.',
    ],
    ['with a code in body and button', template('sign_in_code', code('123456')), '*123456* is your'],
    ['with a coupon', template('spring_sale', [header(text('Ada')), body(text('20 %')), coupon]), 'Until Sunday'],
    ['with nothing to fill in', template('may_we_call'), 'May we have your phone number'],
    [
      'with an amount',
      template('invoice', [
        header({ type: 'document', document: { link: INVOICE, filename: 'i.pdf' } }),
        body(text('118'), {
          type: 'currency',
          currency: { fallback_value: '£24.00', code: 'GBP', amount_1000: 24_000 },
        }),
      ]),
      'Please find invoice 118 over £24.00 attached.',
    ],
  ])('%s', async (_what, send, words) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    stage.graph.media.putAtLink(LINK, sampleFile('image'));
    stage.graph.media.putAtLink(INVOICE, sampleFile('document'));
    stage.time.advance(48 * 60 * 60 * 1000);
    const reply = await stage.send(send);
    expect(reply.body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
    expect(stage.accepted[0]?.text).toContain(words);
    expect(stage.accepted[0]?.fate).toEqual({ kind: 'reaches' });
  });

  test('and held back while it is new', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    const reply = await stage.send(template('new_arrivals'));
    expect(reply.body).toMatchObject({ messages: [{ message_status: 'held_for_quality_assessment' }] });
    expect(stage.accepted[0]?.priceClass).toBe('marketing');
  });
});

describe('refused, with nothing left behind', () => {
  test.each<[string, Json, number]>([
    ['a name that nobody knows', template('nothing'), 132001],
    ['a language that is missing', template('order_ready', [body(text('Ada'), text('A-7'))], 'fr'), 132001],
    ['a pending one', template('order_ready', [body(text('Ada'), text('A-7'))], 'pt_BR'), 132001],
    ['a rejected one', template('free_gift'), 132001],
    ['a paused one', template('we_miss_you', [body(text('Ada'))]), 132015],
    ['a disabled one', template('flash_offer'), 132016],
    ['too few parameters', template('order_ready', [body(text('Ada'))]), 132000],
    ['too many parameters', template('order_ready', [body(text('a'), text('b'), text('c'))]), 132000],
    ['no parameters', template('order_ready'), 132000],
    ['a parameter for a header that is not there', template('order_ready', [header(text('x'))]), 132000],
    ['an image where words belong', template('order_ready', [body(text('Ada'), image)]), 132012],
    ['words where an image belongs', template('visit_reminder', [header(text('x')), visitBody, visitLink]), 132012],
    ['no image', template('visit_reminder', [visitBody, visitLink]), 132012],
    ['a new line', template('order_ready', [body(text('Ada\nFinch'), text('A-7'))]), 132012],
    ['five spaces', template('order_ready', [body(text('Ada     Finch'), text('A-7'))]), 132012],
    ['names where there are none', template('order_ready', [body(text('Ada', 'a'), text('A-7', 'b'))]), 132018],
    [
      'the wrong names',
      template('visit_reminder', [header(image), body(text('Ada', 'name'), text('Fri', 'day')), visitLink]),
      132018,
    ],
    ['a body over 1024', template('order_ready', [body(text('x'.repeat(1000)), text('A-7'))]), 132005],
    ['a header over 60', template('spring_sale', [header(text('x'.repeat(60))), body(text('1')), coupon]), 132005],
    ['a component twice', template('order_ready', [body(text('Ada'), text('A')), body(text('B'), text('C'))]), 132018],
    ['a link without its end', template('visit_reminder', [header(image), visitBody]), 131008],
    ['no coupon', template('spring_sale', [header(text('Ada')), body(text('1'))]), 131008],
    ['a button that is not there', template('may_we_call', [button('url', '5', text('x'))]), 132018],
    ['a parameter for a button that takes none', template('may_we_call', [button('url', '0', text('x'))]), 132018],
    ['a code that differs in the button', template('sign_in_code', code('654321')), 132018],
    [
      'an image of an unknown id',
      template('visit_reminder', [header({ type: 'image', image: { id: '770' } }), visitBody, visitLink]),
      131009,
    ],
  ])('%s', async (_what, send, expected) => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    expect(errorIn((await stage.send(send)).body).code).toBe(expected);
    expect(stage.traces()).toEqual({ sends: 0, told: 0 });
  });

  test('a code to a user id, which is not a phone', async () => {
    await using stage = await GraphStage.open();
    stage.customerWrites();
    const { to: _to, ...rest } = template('sign_in_code', code('123456'));
    const recipient = stage.graph.world.customers.byWaId(ADA)?.userId;
    expect(refusalIn(await stage.send({ ...rest, recipient }))).toEqual([400, 131062]);
    const { to: _address, ...order } = template('order_ready', [body(text('Ada'), text('A-7'))]);
    expect((await stage.send({ ...order, recipient })).status).toBe(200);
  });
});

test('marketing is not delivered to who stopped it, and other templates are', async () => {
  await using stage = await GraphStage.open();
  stage.customerWrites();
  stage.graph.marketingStops.stop(stage.graph.world.customers.byWaId(ADA)?.userId ?? '');
  await stage.send(template('new_arrivals'));
  await stage.send(template('may_we_call'));
  expect(stage.accepted.map(({ fate }) => fate)).toEqual([{ kind: 'fails', code: 131050 }, { kind: 'reaches' }]);
});
