import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../sandbox.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { errorIn, wamidIn } from '../testing/read.ts';
import { ADA, callGraph, NOON_MS, setStage, textTo, TOKEN, type GraphCall } from '../testing/stage.ts';

async function codeOf(sandbox: Sandbox, body: unknown, call: GraphCall = {}): Promise<readonly [number, number]> {
  const reply = await callGraph(sandbox, body, call);
  return [reply.status, errorIn(reply.body).code];
}

const toAda = textTo(`+${ADA}`, 'Hello');

describe('the caller', () => {
  test('with another token is refused with 190', async () => {
    await using stage = await setStage();
    expect(await codeOf(stage.sandbox, toAda, { token: 'stolen' })).toEqual([401, 190]);
    expect(await codeOf(stage.sandbox, toAda, { token: TOKEN.slice(0, -1) })).toEqual([401, 190]);
    expect(await stage.sandbox.control.sends()).toEqual([]);
  });

  test('who names a number that is not theirs gets 100 with subcode 33', async () => {
    await using stage = await setStage();
    const reply = await callGraph(stage.sandbox, toAda, { path: '/v26.0/999/messages' });
    expect(reply.status).toBe(400);
    expect(errorIn(reply.body)).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
  });

  test('may use any version that still works, and no other', async () => {
    await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
    const { phoneNumberId } = stage.sandbox.account;
    for (const version of ['v20.0', 'v27.0', 'v26', 'latest', 'constructor']) {
      expect(await codeOf(stage.sandbox, toAda, { path: `/${version}/${phoneNumberId}/messages` })).toEqual([
        400, 2500,
      ]);
    }
    const older = await callGraph(stage.sandbox, toAda, { path: `/v21.0/${phoneNumberId}/messages` });
    expect(older.status).toBe(200);
  });

  test('finds that v21.0 stops working on its day', async () => {
    await using stage = await setStage({}, { time: new ManualTime(Date.UTC(2027, 0, 21)) });
    const path = `/v21.0/${stage.sandbox.account.phoneNumberId}/messages`;
    expect(await codeOf(stage.sandbox, toAda, { path })).toEqual([400, 2500]);
  });

  test("gets an error of Meta's shape for any unknown path", async () => {
    await using stage = await setStage();
    expect(await codeOf(stage.sandbox, {}, { path: '/v26.0/nothing/here' })).toEqual([400, 2500]);
    expect(await codeOf(stage.sandbox, {}, { path: '/v26.0/%ZZ/messages' })).toEqual([400, 100]);
  });
});

describe('a text', () => {
  test('is accepted with the contact that was addressed and a message id', async () => {
    await using stage = await setStage();
    const asked = await stage.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
    const reply = await callGraph(stage.sandbox, {
      ...toAda,
      biz_opaque_callback_data: 'job-77',
      context: { message_id: asked },
    });
    const wamid = wamidIn(reply.body);
    expect(reply).toEqual({
      status: 200,
      body: { messaging_product: 'whatsapp', contacts: [{ input: `+${ADA}`, wa_id: ADA }], messages: [{ id: wamid }] },
    });
    expect(await stage.sandbox.control.sends()).toMatchObject([
      { wamid, input: `+${ADA}`, waId: ADA, text: 'Hello', bizOpaqueCallbackData: 'job-77', replyTo: asked },
    ]);
  });

  test('sent twice goes out twice, since Meta knows no idempotency', async () => {
    await using stage = await setStage();
    const body = { ...toAda, biz_opaque_callback_data: 'job-1' };
    const wamids = [
      wamidIn((await callGraph(stage.sandbox, body)).body),
      wamidIn((await callGraph(stage.sandbox, body)).body),
    ];
    expect(new Set(wamids).size).toBe(2);
    expect(await stage.sandbox.control.sends()).toHaveLength(2);
  });

  test('addressed to a user id is answered with that id and no phone', async () => {
    await using stage = await setStage();
    await stage.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
    const userId = (await stage.sandbox.control.state()).customers[0]?.userId;
    const { to: _to, ...rest } = toAda;
    const reply = await callGraph(stage.sandbox, { ...rest, recipient: userId });
    expect(reply.body).toMatchObject({ contacts: [{ input: userId, user_id: userId }] });
  });

  test('to a number without + is dialled with the country code of the business in front', async () => {
    await using stage = await setStage();
    await callGraph(stage.sandbox, textTo('49 1511 2345678', 'Hallo'));
    expect(await stage.sandbox.control.sends()).toMatchObject([{ waId: '444915112345678', failsWith: 131026 }]);
  });

  test('of exactly the longest length, with the longest callback data, is accepted', async () => {
    await using stage = await setStage();
    const body = { ...textTo(`+${ADA}`, 'x'.repeat(4096)), biz_opaque_callback_data: 'y'.repeat(512) };
    expect((await callGraph(stage.sandbox, body)).status).toBe(200);
  });

  const { messaging_product: _product, ...withoutProduct } = toAda;
  const { to: _to, ...withoutAddress } = toAda;
  const { type: _type, ...withoutType } = toAda;
  const { text: _text, ...withoutText } = toAda;
  test.each([
    ['one character too long', textTo(`+${ADA}`, 'x'.repeat(4097)), 100],
    ['empty', textTo(`+${ADA}`, ''), 100],
    ['of another product', { ...toAda, messaging_product: 'telegram' }, 100],
    ['of an unknown type', { ...toAda, type: 'carrier-pigeon' }, 100],
    ['whose type has no body', { ...toAda, type: 'image' }, 131008],
    ['to a group', { ...toAda, recipient_type: 'group' }, 100],
    ['with callback data too long', { ...toAda, biz_opaque_callback_data: 'y'.repeat(513) }, 100],
    ['with callback data that is no string', { ...toAda, biz_opaque_callback_data: 7 }, 131009],
    ['whose body is no string', { ...toAda, text: { body: 7 } }, 131009],
    ['to something that is no number', textTo('+ada', 'Hello'), 131009],
    ['to the business itself', textTo('+442079460100', 'Hello'), 131021],
    ['without product', withoutProduct, 131008],
    ['without recipient', withoutAddress, 131008],
    ['without type', withoutType, 131008],
    ['without text', withoutText, 131008],
    ['without body', { ...toAda, text: {} }, 131008],
    ['that is a list', [toAda], 100],
  ])('%s is refused, and nothing goes out', async (_what, body, code) => {
    await using stage = await setStage();
    expect(await codeOf(stage.sandbox, body)).toEqual([400, code]);
    expect(await stage.sandbox.control.sends()).toEqual([]);
  });

  test('that is not JSON, or has no body, is refused with 100', async () => {
    await using stage = await setStage();
    expect(await codeOf(stage.sandbox, {}, { raw: '{"messaging_product":' })).toEqual([400, 100]);
    expect(await codeOf(stage.sandbox, {}, { raw: '' })).toEqual([400, 100]);
  });
});

describe('marking as read', () => {
  test("marks a customer's message and the earlier ones of the chat", async () => {
    await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
    const { control } = stage.sandbox;
    const at = NOON_MS / 1000;
    await control.customerWrites({ from: ADA, text: 'one', atSeconds: at - 60 });
    const second = await control.customerWrites({ from: ADA, text: 'two', atSeconds: at - 30 });
    await control.customerWrites({ from: ADA, text: 'three', atSeconds: at });
    const reply = await callGraph(stage.sandbox, { messaging_product: 'whatsapp', status: 'read', message_id: second });
    expect(reply).toEqual({ status: 200, body: { success: true } });
    const [ada] = (await control.state()).customers;
    expect(ada?.messages.map(({ status }) => status)).toEqual(['read', 'read', 'delivered']);
  });

  test.each([
    ['an unknown message', { status: 'read', message_id: 'wamid.nobody' }, 131009],
    ['without a message', { status: 'read' }, 131008],
    ['as anything but read', { status: 'played', message_id: 'wamid.X' }, 100],
  ])('%s is refused', async (_what, body, code) => {
    await using stage = await setStage();
    expect(await codeOf(stage.sandbox, { messaging_product: 'whatsapp', ...body })).toEqual([400, code]);
  });

  test('an echo is refused, as only messages of users are documented', async () => {
    await using stage = await setStage();
    const echo = await stage.sandbox.control.ownerAnswers({ to: ADA, text: 'hi' });
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: echo };
    expect(await codeOf(stage.sandbox, body)).toEqual([400, 131009]);
  });
});
