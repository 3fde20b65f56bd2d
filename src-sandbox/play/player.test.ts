import { expect, test } from 'vitest';
import type { Sandbox } from '../sandbox.ts';
import type { SandboxState } from '../control/schemas.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { callGraph, NOON_MS, setStage, textTo, VERIFY_TOKEN, type Stage } from '../testing/stage.ts';
import { practice } from './practice.ts';

const backlogSize = practice.customers.flatMap(({ backlog }) => backlog).length;
const laterSize = practice.customers.flatMap(({ later }) => later).length;

type Told = readonly (readonly [number, string])[];

function told(state: SandboxState): Told {
  return state.customers
    .flatMap(({ messages }) => messages.map((message) => [message.atSeconds, message.text] as const))
    .toSorted((left, right) => left[0] - right[0]);
}

async function practiceStage(time: ManualTime, seed: string): Promise<Stage> {
  return setStage({ play: 'practice', speed: 1, seed }, { time });
}

async function playToTheEnd(seed: string): Promise<Told> {
  const time = new ManualTime(NOON_MS);
  await using stage = await practiceStage(time, seed);
  await stage.receiver.received(backlogSize);
  for (let index = 0; index < laterSize; index += 1) await time.fireNext();
  return told(await stage.sandbox.control.state());
}

async function lastOf(sandbox: Sandbox, waId: string): Promise<string | undefined> {
  const { customers } = await sandbox.control.state();
  return customers.find((customer) => customer.waId === waId)?.messages.at(-1)?.text;
}

test('the practice morning has a dozen customers, and every one of them may be answered', async () => {
  await using stage = await practiceStage(new ManualTime(NOON_MS), 'one');
  await stage.receiver.received(backlogSize);
  const { customers } = await stage.sandbox.control.state();
  expect(new Set(customers.map(({ name }) => name))).toEqual(new Set(practice.customers.map(({ name }) => name)));
  expect(customers).toHaveLength(practice.customers.length);
  expect(customers.every(({ windowOpen }) => windowOpen)).toBe(true);
  expect(customers.flatMap(({ messages }) => messages).some(({ author }) => author === 'phone')).toBe(true);
});

test('it is the same each time, whatever the ids', async () => {
  const first = await playToTheEnd('one');
  expect(first).toHaveLength(backlogSize + laterSize);
  expect(await playToTheEnd('two')).toEqual(first);
});

test('a customer answers when an agent has replied, and not when the owner has', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await practiceStage(time, 'one');
  const { sandbox, receiver } = stage;
  await receiver.received(backlogSize);
  const [ada] = practice.customers;
  await sandbox.control.ownerAnswers({ to: ada?.phone ?? '', text: 'I am on it' });
  await callGraph(sandbox, textTo(`+${ada?.phone}`, 'Of course'));
  expect(await lastOf(sandbox, ada?.phone ?? '')).toBe('Of course');
  while ((await lastOf(sandbox, ada?.phone ?? '')) !== ada?.answers[0]) await time.fireNext();
  expect(time.nowMs() - NOON_MS).toBeGreaterThanOrEqual(practice.answerAfterMs.shortest);
  expect(time.nowMs() - NOON_MS).toBeLessThanOrEqual(practice.answerAfterMs.longest);
});

test('a customer gives each answer once, in turn, and has no more when they are given', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await practiceStage(time, 'one');
  const { sandbox, receiver } = stage;
  await receiver.received(backlogSize);
  const phone = practice.customers[0]?.phone ?? '';
  const answers = practice.customers[0]?.answers ?? [];
  for (const [index] of [...answers, 'none left'].entries()) {
    await callGraph(sandbox, textTo(`+${phone}`, `Reply ${index}`));
  }
  while (time.waiting > 0) await time.fireNext();
  const { customers } = await sandbox.control.state();
  const said = customers
    .find(({ waId }) => waId === phone)
    ?.messages.filter(({ author, text }) => author === 'customer' && answers.includes(text))
    .map(({ text }) => text);
  expect(new Set(said)).toEqual(new Set(answers));
  expect(said).toHaveLength(answers.length);
});

test('nothing is written before the relay has passed the handshake', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({ play: 'practice', speed: 1, callbackUrl: undefined }, { time });
  await time.fireNext();
  expect((await stage.sandbox.control.state()).customers).toEqual([]);
  stage.receiver.answerHandshake = (url) => ({ status: 403, body: url.searchParams.get('hub.challenge') ?? '' });
  await stage.sandbox.control.setCallbackUrl(stage.receiver.url);
  await time.fireNext();
  expect((await stage.sandbox.control.state()).customers).toEqual([]);
  stage.receiver.answerHandshake = (url) => ({
    status: 200,
    body: url.searchParams.get('hub.challenge') ?? VERIFY_TOKEN,
  });
  while (stage.receiver.posts.length === 0) {
    await Promise.race([time.fireNext(), stage.receiver.received(backlogSize)]);
  }
  await stage.receiver.received(backlogSize);
});
