import { expect, test } from 'vitest';
import { ManualTime } from '../testing/manual-time.ts';
import { changeOf, wamidIn } from '../testing/read.ts';
import { ADA, callGraph, NOON_MS, setStage, textTo, type Stage } from '../testing/stage.ts';
import type { SaidInput } from './said.ts';

const asksYesOrNo = {
  type: 'button',
  body: { text: 'Shall we keep it?' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
      { type: 'reply', reply: { id: 'no', title: 'No' } },
    ],
  },
};
const asksColour = {
  type: 'list',
  body: { text: 'Which colour?' },
  action: { button: 'Colours', sections: [{ rows: [{ id: 'r1', title: 'Red' }] }] },
};
const yes = tapped('button_reply', { id: 'yes', title: 'Yes' });
const red = tapped('list_reply', { id: 'r1', title: 'Red' });

function tapped(type: 'button_reply' | 'list_reply', choice: { id: string; title: string }): SaidInput {
  const interactive =
    type === 'button_reply' ? { type, button_reply: choice } : { type, list_reply: { ...choice, description: 'Warm' } };
  return { type: 'interactive', interactive };
}

async function send({ sandbox }: Stage, type: string, body: unknown, to = ADA): Promise<string> {
  const answer = await callGraph(sandbox, { ...textTo(`+${to}`, ''), type, text: undefined, [type]: body });
  expect(answer.status).toBe(200);
  return wamidIn(answer.body);
}

/** With a customer who has just written, so that anything may be sent. */
async function openChat(): Promise<Stage> {
  const stage = await setStage({ statuses: 'manual' }, { time: new ManualTime(NOON_MS) });
  await stage.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
  return stage;
}

async function lastMessage({ sandbox, receiver }: Stage): Promise<unknown> {
  await sandbox.control.settle();
  return changeOf(receiver.posts.at(-1)?.json).value['messages'];
}

test.each([
  ['a button', asksYesOrNo, yes],
  ['a row of a list', asksColour, red],
])('%s is tapped and comes as an answer to the message that offered it', async (_what, body, tap) => {
  await using stage = await openChat();
  const offer = await send(stage, 'interactive', body);
  await stage.sandbox.control.customerWrites({ from: ADA, content: tap });
  const message = { ...tap, context: { from: '442079460100', id: offer } };
  expect(await lastMessage(stage)).toMatchObject([message]);
});

const place = { latitude: 51.5, longitude: -0.12, name: 'Shop', address: '1 High Street' };
const whereWeAre = {
  name: 'where_we_are',
  language: { code: 'en_GB' },
  components: [
    { type: 'header', parameters: [{ type: 'location', location: place }] },
    { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'NOT-TODAY' }] },
  ],
};

test.each([
  ['its text, when the send gave it none', { payload: 'On my way', text: 'On my way' }],
  ['what the send gave it', { payload: 'NOT-TODAY', text: 'Not today' }],
])('a quick reply of a template has as its payload %s', async (_what, button) => {
  await using stage = await openChat();
  const { control } = stage.sandbox;
  const offer = await send(stage, 'template', whereWeAre);
  await control.customerWrites({ from: ADA, content: { type: 'button', button } });
  expect(await lastMessage(stage)).toMatchObject([{ type: 'button', button, context: { id: offer } }]);
  const wrong = { type: 'button', button: { ...button, payload: 'SOMETHING' } } as const;
  await expect(control.customerWrites({ from: ADA, content: wrong })).rejects.toThrow(/409.*Nobody offered/);
});

test.each([
  ['another id', tapped('button_reply', { id: 'maybe', title: 'Yes' })],
  ['another title', tapped('button_reply', { id: 'yes', title: 'Yes!' })],
  ['a row that is none', red],
  ['a button of a template that was not sent', { type: 'button', button: { payload: 'yes', text: 'Yes' } }],
] as const)('%s is refused', async (_what, content) => {
  await using stage = await openChat();
  await send(stage, 'interactive', asksYesOrNo);
  await expect(stage.sandbox.control.customerWrites({ from: ADA, content })).rejects.toThrow(/409.*Nobody offered/);
});

test('what was offered to somebody else, or by another message, is refused', async () => {
  await using stage = await openChat();
  const { control } = stage.sandbox;
  const hello = await control.ownerAnswers({ to: ADA, text: 'Hello' });
  await send(stage, 'interactive', asksYesOrNo);
  await expect(control.customerWrites({ from: 'c9', content: yes })).rejects.toThrow(/Nobody offered/);
  await expect(control.customerWrites({ from: ADA, content: yes, replyTo: hello })).rejects.toThrow(/Nobody offered/);
});
