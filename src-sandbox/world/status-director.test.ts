import { expect, test } from 'vitest';
import { textLike } from '../testing/matching.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { changeOf, statusesIn, wamidIn, type Status } from '../testing/read.ts';
import { ADA, callGraph, NOON_MS, setStage, textTo, type Stage } from '../testing/stage.ts';

const DAY_SECONDS = 86_400;
const NOON_SECONDS = NOON_MS / 1000;

async function adaWroteAt(stage: Stage, atSeconds: number): Promise<void> {
  await stage.sandbox.control.customerWrites({ from: ADA, name: 'Ada Finch', text: 'hi', atSeconds });
  await stage.receiver.received(1);
}

async function answerAda(stage: Stage, extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return wamidIn((await callGraph(stage.sandbox, { ...textTo(`+${ADA}`, 'Hello'), ...extra })).body);
}

function named(statuses: readonly Status[], name: string): Status | undefined {
  return statuses.find(({ status }) => status === name);
}

test('sent, delivered and read follow an accepted send, with pauses, its callback data and its price', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({ speed: 1 }, { time });
  await adaWroteAt(stage, NOON_SECONDS);
  const userId = (await stage.sandbox.control.state()).customers[0]?.userId;
  const wamid = await answerAda(stage, { biz_opaque_callback_data: 'job-77' });
  const pauses = [await time.fireNext(), await time.fireNext(), await time.fireNext()];
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(300);
  const posts = await stage.receiver.received(4);
  const statuses = statusesIn(posts);
  const frame = {
    id: wamid,
    recipient_id: ADA,
    recipient_user_id: userId,
    recipient_type: 'individual',
    biz_opaque_callback_data: 'job-77',
    timestamp: textLike(/^17951760\d\d$/),
  };
  const pricing = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };
  expect(named(statuses, 'sent')).toEqual({ ...frame, status: 'sent', pricing });
  expect(named(statuses, 'delivered')).toEqual({ ...frame, status: 'delivered', pricing });
  expect(named(statuses, 'read')).toEqual({ ...frame, status: 'read' });
  for (const { json } of posts.slice(1)) {
    expect(changeOf(json).value['contacts']).toEqual([{ profile: { name: 'Ada Finch' }, wa_id: ADA, user_id: userId }]);
  }
});

test('speed shortens the pauses and leaves the timestamps alone', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({ speed: 1000 }, { time });
  await adaWroteAt(stage, NOON_SECONDS);
  await answerAda(stage);
  expect(await time.fireNext()).toBeLessThan(1);
  const statuses = statusesIn(await stage.receiver.received(2));
  expect(statuses.map(({ timestamp }) => timestamp)).toEqual([String(NOON_SECONDS)]);
});

test('a send 24 hours after the last message is accepted, then reported failed with 131047', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({}, { time });
  await adaWroteAt(stage, NOON_SECONDS - DAY_SECONDS);
  const wamid = await answerAda(stage, { biz_opaque_callback_data: 'job-9' });
  await time.fireNext();
  const [, post] = await stage.receiver.received(2);
  const { value } = changeOf(post?.json);
  expect(value['contacts']).toBeUndefined();
  expect(value['statuses']).toEqual([
    {
      id: wamid,
      status: 'failed',
      timestamp: String(NOON_SECONDS),
      recipient_id: ADA,
      recipient_type: 'individual',
      biz_opaque_callback_data: 'job-9',
      errors: [
        {
          code: 131047,
          title: 'Re-engagement message',
          message: 'Re-engagement message',
          error_data: { details: textLike(/24 hours/) },
          href: textLike(/error-codes/),
        },
      ],
    },
  ]);
  expect((await stage.sandbox.control.state()).customers[0]?.messages.at(-1)?.status).toBe('failed');
});

test('told so, Graph refuses a closed window in the answer itself, and nothing goes out', async () => {
  await using stage = await setStage({ closedWindow: 'answer' }, { time: new ManualTime(NOON_MS) });
  await adaWroteAt(stage, NOON_SECONDS - DAY_SECONDS);
  const reply = await callGraph(stage.sandbox, textTo(`+${ADA}`, 'Hello'));
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
  expect(await stage.sandbox.control.sends()).toEqual([]);
});

test('the window is open one second before its 24 hours are over', async () => {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
  await adaWroteAt(stage, NOON_SECONDS - DAY_SECONDS + 1);
  await answerAda(stage);
  const [send] = await stage.sandbox.control.sends();
  expect(send).not.toHaveProperty('failsWith');
});

test("neither the owner's phone nor an older message opens a window", async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({}, { time });
  const { control } = stage.sandbox;
  await adaWroteAt(stage, NOON_SECONDS - DAY_SECONDS);
  await control.customerWrites({ from: ADA, text: 'older, come late', atSeconds: NOON_SECONDS - 2 * DAY_SECONDS });
  await control.ownerAnswers({ to: ADA, text: 'from the phone' });
  await answerAda(stage);
  expect(await control.sends()).toMatchObject([{ failsWith: 131047 }]);
});

test('a send to a number without WhatsApp is accepted, then reported failed with 131026', async () => {
  await using stage = await setStage();
  await callGraph(stage.sandbox, textTo('+447700900999', 'Anyone?'));
  await stage.sandbox.control.settle();
  expect(statusesIn(stage.receiver.posts)).toMatchObject([
    { status: 'failed', recipient_id: '447700900999', errors: [{ code: 131026 }] },
  ]);
});

test('in manual mode nothing comes by itself, and each status when told, in any order', async () => {
  await using stage = await setStage({ statuses: 'manual' });
  const { control } = stage.sandbox;
  await adaWroteAt(stage, Math.floor(Date.now() / 1000));
  const wamid = await answerAda(stage);
  await control.settle();
  expect(stage.receiver.posts).toHaveLength(1);
  await control.emitStatus(wamid, 'read');
  await control.settle();
  await control.emitStatus(wamid, 'delivered');
  await control.settle();
  await control.emitStatus(wamid, 'failed', 131049);
  await control.settle();
  expect(statusesIn(stage.receiver.posts).map(({ status }) => status)).toEqual(['read', 'delivered', 'failed']);
  expect((await control.state()).customers[0]?.messages.at(-1)?.status).toBe('read');
});

test('a window that is closed fails a send in manual mode too', async () => {
  await using stage = await setStage({ statuses: 'manual' });
  await adaWroteAt(stage, 1_300_000_000);
  await answerAda(stage);
  await stage.sandbox.control.settle();
  expect(statusesIn(stage.receiver.posts)).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }]);
});

test.each([
  ['who keeps the chat open skips delivered', { chatOpen: true }, ['sent', 'read']],
  ['who gives no receipts is never seen reading', { hidesReceipts: true }, ['sent', 'delivered']],
  ['who does both only gets it sent', { chatOpen: true, hidesReceipts: true }, ['sent']],
])('%s', async (_who, habits, expected) => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  await control.customer({ customer: ADA, ...habits });
  await control.customerWrites({ from: ADA, text: 'hi' });
  await answerAda(stage);
  await control.settle();
  expect(new Set(statusesIn(stage.receiver.posts).map(({ status }) => status))).toEqual(new Set(expected));
});

test.each([
  ['the chat is open', { chatOpen: true }, ['sent true', 'read true']],
  ['receipts are hidden', { hidesReceipts: true }, ['sent true', 'delivered true']],
])('the price is told on sent and on what follows it first when %s', async (_when, habits, expected) => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  await control.customer({ customer: ADA, ...habits });
  await control.customerWrites({ from: ADA, text: 'hi' });
  await answerAda(stage);
  await control.settle();
  const priced = statusesIn(stage.receiver.posts).map(({ status, pricing }) => `${status} ${pricing !== undefined}`);
  expect(new Set(priced)).toEqual(new Set(expected));
});

test('a status that is told twice says the same of the price', async () => {
  await using stage = await setStage({ statuses: 'manual' });
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  const wamid = await answerAda(stage);
  for (const status of ['read', 'sent', 'delivered', 'read'] as const) {
    await control.emitStatus(wamid, status);
    await control.settle();
  }
  const priced = statusesIn(stage.receiver.posts).map(({ status, pricing }) => `${status} ${pricing !== undefined}`);
  expect(priced).toEqual(['read true', 'sent true', 'delivered false', 'read true']);
});

test('a voice note is played after it was read, and its price is told once more at most', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  const audio = { link: 'https://shop.example/note.ogg', voice: true };
  await control.linkFile({ link: audio.link, kind: 'audio' });
  await answerAda(stage, { type: 'audio', text: undefined, audio });
  await control.settle();
  const priced = statusesIn(stage.receiver.posts).map(({ status, pricing }) => `${status} ${pricing !== undefined}`);
  expect(new Set(priced)).toEqual(new Set(['sent true', 'delivered true', 'read false', 'played false']));
  expect(await control.conversation(ADA)).toMatchObject([{ author: 'customer' }, { type: 'audio', status: 'played' }]);
});

test('the username of somebody whose phone is hidden comes with delivered and read, the phone with none', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  const { userId } = await control.customer({ customer: ADA, username: 'adafinch', hidesPhone: true });
  await control.customerWrites({ from: userId, text: 'hi' });
  const { to: _phone, ...unaddressed } = textTo('', 'Hello');
  expect((await callGraph(stage.sandbox, { ...unaddressed, recipient: userId })).status).toBe(200);
  await control.settle();
  const told = stage.receiver.posts.map(({ json }) => changeOf(json).value).filter((value) => 'statuses' in value);
  expect(told).toHaveLength(3);
  expect(JSON.stringify(told)).not.toContain(ADA);
  for (const { contacts, statuses } of told) {
    const isSent = JSON.stringify(statuses).includes('"sent"');
    expect(contacts).toEqual([{ ...(isSent ? {} : { profile: { username: 'adafinch' } }), user_id: userId }]);
  }
});
