import { describe, expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { z } from 'zod';
import { textLike } from '../testing/matching.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { ADA, APP_SECRET, callGraph, NOON_MS, setStage, textTo, TOKEN, type Stage } from '../testing/stage.ts';
import { controlActions } from './actions.ts';
import { statusesIn, wamidIn } from '../testing/read.ts';

const toAda = textTo(`+${ADA}`, 'Hello');

async function call(url: string, name: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${url}/control/${name}`, { method: 'POST', body, headers });
  const parsed: unknown = await answer.json();
  return { status: answer.status, body: parsed };
}

const describedSchema = z.object({ does: z.string().min(10), takes: z.record(z.string(), z.unknown()) });

async function get(stage: Stage, path: string): Promise<unknown> {
  return (await fetch(`${stage.sandbox.url}/control/${path}`)).json();
}

describe('the control door refuses', () => {
  test.each([
    ['a customer without a number', 'customer-writes', { text: 'hi' }],
    ['a number with +', 'customer-writes', { from: '+447700900123', text: 'hi' }],
    ['an empty text', 'customer-writes', { from: ADA, text: '' }],
    ['an unknown key', 'owner-answers', { to: ADA, text: 'hi', txet: 'hi' }],
    ['a callback that is no web address', 'callback', { url: 'file:///etc/passwd' }],
    ['an unknown mode', 'modes', { statuses: 'sometimes' }],
    ['a fault nobody knows', 'send-faults', { fault: { kind: 'earthquake' } }],
    ['a fault zero times', 'delivery-faults', { fault: 'drop', count: 0 }],
    ['both a text and a content', 'customer-writes', { from: ADA, text: 'hi', content: { type: 'sticker' } }],
    ['neither a text nor a content', 'owner-answers', { to: ADA }],
    [
      'a place off the globe',
      'customer-writes',
      { from: ADA, content: { type: 'location', location: { latitude: 91, longitude: 0 } } },
    ],
    ['a username with a sign that none has', 'customer', { customer: ADA, username: 'ada finch' }],
    ['a fault both by count and by time', 'delivery-faults', { fault: 'drop', count: 1, forSeconds: 1 }],
    ['a clock put back', 'advance-clock', { seconds: -1 }],
    ['an error code on a good status', 'emit-status', { wamid: 'wamid.X', status: 'read', errorCode: 1 }],
    ['bytes that are not base64', 'raw-post', { bodyBase64: '*' }],
    ['a text of blanks', 'customer-writes', { from: ADA, text: ' \n ' }],
    ['a content of blanks', 'owner-answers', { to: ADA, content: { type: 'text', text: { body: ' ' } } }],
    ['a reaction that is no emoji', 'customer-reacts', { wamid: 'wamid.X', emoji: 'ok' }],
    ['a reaction of two emoji', 'owner-reacts', { wamid: 'wamid.X', emoji: '👍👍' }],
    ['a code that Meta does not have', 'emit-status', { wamid: 'wamid.X', status: 'failed', errorCode: 4711 }],
    ['a code below 0', 'number-error', { code: -1 }],
    ['a fault with such a code', 'send-faults', { fault: { kind: 'error-code', code: 4711 } }],
    ['modes without a mode', 'modes', {}],
    ['a payload over 3 MB', 'deliver', { payload: { entry: ['é'.repeat(500_001)] } }],
  ])('%s with 400 and a reason', async (_what, name, body) => {
    await using stage = await setStage();
    expect(await call(stage.sandbox.url, name, JSON.stringify(body))).toEqual({
      status: 400,
      body: { error: textLike(/\w/) },
    });
    expect((await stage.sandbox.control.state()).customers).toEqual([]);
  });

  const OGG = { bytesBase64: 'AAAA', mime_type: 'audio/ogg' };
  const LARGE = { bytesBase64: Buffer.alloc(5_300_000).toString('base64'), mime_type: 'image/jpeg' };
  const YES = { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } };
  const NOON = NOON_MS / 1000;
  test.each([
    ['a message from the future', 'customer-writes', { from: ADA, text: 'hi', atSeconds: NOON + 1 }],
    ['an unsupported one from the future', 'customer-sends-unsupported', { from: ADA, atSeconds: NOON + 1 }],
    ['an echo from the future', 'owner-answers', { to: ADA, text: 'hi', atSeconds: NOON + 1 }],
    [
      'a past chat from the future',
      'past-chat',
      { customer: ADA, messages: [{ by: 'customer', text: 'hi', atSeconds: NOON + 1 }] },
    ],
    ['a message older than WhatsApp', 'customer-writes', { from: ADA, text: 'hi', atSeconds: 1_230_767_999 }],
    ['the business as its own customer', 'customer-writes', { from: '442079460100', text: 'hi' }],
    ['sound as an image', 'customer-writes', { from: ADA, content: { type: 'image', image: OGG } }],
    ['an image over 5 MB', 'owner-answers', { to: ADA, content: { type: 'image', image: LARGE } }],
    ['a tap that nobody offered', 'customer-writes', { from: ADA, content: { type: 'interactive', interactive: YES } }],
  ])('%s with 409 and a sentence', async (_what, name, body) => {
    await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
    expect(await call(stage.sandbox.url, name, JSON.stringify(body))).toEqual({
      status: 409,
      body: { error: textLike(/^\S.* .*\.$/) },
    });
    expect((await stage.sandbox.control.state()).customers).toEqual([]);
    expect(stage.receiver.posts).toEqual([]);
  });

  test('a customer who moves to the number of the business', async () => {
    await using stage = await setStage();
    await stage.sandbox.control.customer({ customer: ADA });
    const moving = stage.sandbox.control.customerChangesNumber(ADA, '442079460100');
    await expect(moving).rejects.toThrow(/409.*is the business itself/);
  });

  test('nothing that is dated with the first or the last second', async () => {
    await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
    for (const atSeconds of [1_230_768_000, NOON]) {
      await stage.sandbox.control.customerWrites({ from: ADA, text: 'hi', atSeconds });
    }
    expect(await stage.sandbox.control.conversation(ADA)).toHaveLength(2);
  });

  test('what is not JSON', async () => {
    await using stage = await setStage();
    expect(await call(stage.sandbox.url, 'state', '{')).toEqual({ status: 400, body: { error: textLike(/JSON/) } });
  });

  test('a status for a message nobody sent, in words the client throws', async () => {
    await using stage = await setStage();
    await expect(stage.sandbox.control.emitStatus('wamid.nobody', 'read')).rejects.toThrow(/404.*wamid\.nobody/);
  });

  test('a page of another site, and another host name for this machine', async () => {
    await using stage = await setStage();
    const { url } = stage.sandbox;
    expect((await call(url, 'state', '{}', { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await call(url, 'state', '{}', { Origin: url })).status).toBe(200);
    const rebound = await new Promise((resolve, reject) => {
      const { host, port } = new URL(url);
      expect(host).toContain(port);
      const headers = { Host: `evil.example:${port}` };
      request(`${url}/control/state`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(403);
  });
});

describe('the control door tells what it takes', () => {
  test('every action with a sentence and a schema', async () => {
    await using stage = await setStage();
    const { actions } = z.object({ actions: z.record(z.string(), describedSchema) }).parse(await get(stage, ''));
    expect(Object.keys(actions)).toEqual(Object.keys(controlActions));
    expect(actions['customer-edits']?.takes).toMatchObject({
      type: 'object',
      required: ['wamid', 'text'],
      additionalProperties: false,
    });
  });

  test('every webhook field with the schema of its value', async () => {
    await using stage = await setStage();
    const { fields } = z.object({ fields: z.record(z.string(), z.unknown()) }).parse(await get(stage, 'account-event'));
    expect(Object.keys(fields)).toContain('message_template_status_update');
  });

  test('and where that list is, to who asks for an action that it has not', async () => {
    await using stage = await setStage();
    expect(await call(stage.sandbox.url, 'dance', '{}')).toEqual({
      status: 404,
      body: { error: textLike(/GET \/control\//) },
    });
  });
});

test('faults that stand are shown with what is left of them, and gone when they are taken back', async () => {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
  const { control } = stage.sandbox;
  await control.failDeliveries({ delayMs: 500 }, 3);
  await control.failSends({ kind: 'error-code', code: 130429 }, { forSeconds: 10 });
  await control.failCalls({ kind: 'drop' });
  await control.advanceClock(4);
  expect((await control.state()).faults).toEqual({
    deliveries: [{ fault: { delayMs: 500 }, left: 3 }],
    sends: [{ fault: { kind: 'error-code', code: 130429 }, leftMs: 6000 }],
    calls: [{ fault: { kind: 'drop', line: 'cut' }, left: 1 }],
  });
  await control.clearFaults();
  expect((await control.state()).faults).toEqual({ deliveries: [], sends: [], calls: [] });
});

test('Graph answers 130429 for ten seconds of the clock, then sends again', async () => {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  await control.failSends({ kind: 'error-code', code: 130429 }, { forSeconds: 10 });
  const codes = [];
  for (const seconds of [1, 8, 1]) {
    codes.push((await callGraph(stage.sandbox, toAda)).status);
    await control.advanceClock(seconds);
  }
  expect(codes).toEqual([400, 400, 400]);
  expect((await callGraph(stage.sandbox, toAda)).status).toBe(200);
});

test('a token that expires is refused until it works again; one of a minute ends by itself', async () => {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  const token = await control.issueToken(60);
  expect((await callGraph(stage.sandbox, toAda, { token })).status).toBe(200);
  await control.advanceClock(60);
  expect((await callGraph(stage.sandbox, toAda, { token })).status).toBe(401);
  await control.tokenBecomes(TOKEN, 'invalidated');
  expect((await callGraph(stage.sandbox, toAda)).status).toBe(401);
  await control.tokenBecomes(TOKEN, 'valid');
  expect((await callGraph(stage.sandbox, toAda)).status).toBe(200);
  await expect(control.tokenBecomes('nobody', 'expired')).rejects.toThrow(/404/);
});

test('a chat longer than a page is read whole; `state` shows its last fifty messages', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  for (let index = 0; index < 60; index += 1) {
    await control.customerWrites({ from: ADA, text: `${index}`, atSeconds: 1_700_000_000 + index });
  }
  const { customers } = await control.state();
  expect(customers[0]?.messages.map(({ text }) => text)).toEqual(
    Array.from({ length: 50 }, (_text, index) => `${index + 10}`),
  );
  expect(customers[0]?.messageCount).toBe(60);
  expect((await control.conversation(ADA)).map(({ text }) => text)).toEqual(
    Array.from({ length: 60 }, (_text, index) => `${index}`),
  );
  const page = await call(stage.sandbox.url, 'conversation', JSON.stringify({ customer: 'c1', skip: 58, limit: 30 }));
  expect(page.body).toMatchObject({ total: 60, messages: [{ text: '0' }, { text: '1' }] });
  expect(await control.conversation('c9')).toEqual([]);
  expect((await control.state()).customers).toHaveLength(1);
});

test('an app that is not subscribed hears nothing, then or later', async () => {
  await using stage = await setStage();
  const { control, url, account } = stage.sandbox;
  const subscribed = `${url}/v26.0/${account.wabaId}/subscribed_apps`;
  const headers = { Authorization: `Bearer ${TOKEN}` };
  expect((await fetch(subscribed, { method: 'DELETE', headers })).status).toBe(200);
  await control.customerWrites({ from: ADA, text: 'unheard' });
  expect((await fetch(subscribed, { method: 'POST', headers })).status).toBe(200);
  await control.customerWrites({ from: ADA, text: 'heard' });
  await control.settle();
  expect(stage.receiver.posts.map(({ body }) => body.toString().includes('unheard'))).toEqual([false]);
});

describe('raw posts', () => {
  test('carry any bytes with a valid signature, and bring back the status', async () => {
    await using stage = await setStage();
    stage.receiver.nextAnswers.push(413);
    const bytes = Buffer.from([0xff, 0x00, 0x7b]);
    expect(await stage.sandbox.control.postRaw(bytes)).toEqual({ kind: 'answered', status: 413, body: '' });
    const [post] = stage.receiver.posts;
    expect(post?.body).toEqual(bytes);
    const digest = createHmac('sha256', APP_SECRET).update(bytes).digest('hex');
    expect(post?.headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
  });

  test('carry a false signature, or none', async () => {
    await using stage = await setStage();
    await stage.sandbox.control.postRaw('{}', 'sha256=00');
    await stage.sandbox.control.postRaw('{}', 'none');
    const signatures = stage.receiver.posts.map(({ headers }) => headers['x-hub-signature-256']);
    expect(signatures).toEqual(['sha256=00', undefined]);
  });
});

describe('faults of sends', () => {
  test('answer the next sends in turn, then pass', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.failSends({ kind: 'error-code', code: 130429 }, 2);
    await control.failSends({ kind: 'error-code', code: 131016 });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await callGraph(stage.sandbox, toAda)).status);
    expect(statuses).toEqual([400, 400, 500, 200]);
    expect(await control.sends()).toHaveLength(1);
  });

  test('cut the line after acceptance, so that only a status tells', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.failSends({ kind: 'no-answer' });
    const send = callGraph(stage.sandbox, { ...toAda, biz_opaque_callback_data: 'job-5' });
    await expect(send).rejects.toThrow('fetch failed');
    await control.settle();
    expect(statusesIn(stage.receiver.posts)).toContainEqual(
      expect.objectContaining({ status: 'delivered', biz_opaque_callback_data: 'job-5' }),
    );
  });

  test('stay silent after acceptance until the caller gives up, without holding up the close', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.failSends({ kind: 'no-answer', line: 'silent' });
    const send = callGraph(stage.sandbox, toAda).catch(String);
    await stage.receiver.received(2);
    expect(await control.sends()).toHaveLength(1);
    await stage.sandbox.close();
    expect(await send).toContain('fetch failed');
  });

  test.each([
    [false, 0],
    [true, 1],
  ])("answer a gateway's page, the message accepted: %s", async (accepted, count) => {
    await using stage = await setStage();
    const { control, url, account } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.failSends({ kind: 'server-error', httpStatus: 502, accepted });
    const answer = await fetch(`${url}/v26.0/${account.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { Authorization: 'Bearer graph-token' },
      body: JSON.stringify(toAda),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(await control.sends()).toHaveLength(count);
  });

  test('accept a send and report it failed', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.failSends({ kind: 'failed-status', code: 131049 });
    const wamid = wamidIn((await callGraph(stage.sandbox, toAda)).body);
    await control.settle();
    expect(statusesIn(stage.receiver.posts)).toMatchObject([
      { id: wamid, status: 'failed', errors: [{ code: 131049 }] },
    ]);
  });

  test('are not used up by a send that is refused anyway, and can be taken back', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.failSends({ kind: 'error-code', code: 2 });
    expect((await callGraph(stage.sandbox, { ...toAda, type: 'nonsense' })).status).toBe(400);
    await control.clearFaults();
    expect((await callGraph(stage.sandbox, toAda)).status).toBe(200);
  });
});

describe('settling', () => {
  test('tells what is pending when it takes too long', async () => {
    await using stage = await setStage({ callbackUrl: undefined, speed: 1 });
    await stage.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
    await expect(stage.sandbox.control.settle(1)).rejects.toThrow('1 deliveries, 0 statuses pending');
  });

  test('waits for the webhooks of faults too', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.failDeliveries('drop', 2);
    await control.failDeliveries('duplicate');
    for (const text of ['one', 'two', 'three']) await control.customerWrites({ from: ADA, text });
    await control.settle();
    expect(stage.receiver.posts).toHaveLength(4);
    expect((await control.state()).deliveries).toEqual({ delivered: 4, failedAttempts: 2, givenUp: 0 });
  });
});

test('any payload can be delivered like a webhook of the sandbox', async () => {
  await using stage = await setStage();
  await stage.sandbox.control.deliver({ object: 'page', entry: [{ note: 'é' }] });
  const [post] = await stage.receiver.received(1);
  expect(post?.body.toString()).toBe(String.raw`{"object":"page","entry":[{"note":"\u00e9"}]}`);
});
