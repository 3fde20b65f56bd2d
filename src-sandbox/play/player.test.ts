import { expect, test } from 'vitest';
import { must } from '../../src-shared/lib/must.ts';
import type { SandboxState } from '../control/answers.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { callGraph, NOON_MS, setStage, textTo, VERIFY_TOKEN, type Stage } from '../testing/stage.ts';
import { morning } from './morning/morning.ts';

const backlogSize = morning.customers.flatMap(({ backlog }) => backlog).length;
const liveSize = morning.customers.flatMap(({ exchanges }) => exchanges.flat()).length;
/** Of these, what makes a message of its own. */
const saidSize = morning.customers
  .flatMap(({ exchanges }) => exchanges.flat())
  .filter(({ does }) => does === 'says').length;
const ada = must(
  morning.customers.find(({ name }) => name === 'Ada Finch'),
  'Ada',
);

type Told = readonly (readonly [number, string])[];

function told(state: SandboxState): Told {
  return state.customers
    .flatMap(({ messages }) => messages.map((message) => [message.atSeconds, message.text] as const))
    .toSorted((left, right) => left[0] - right[0] || (left[1] < right[1] ? -1 : 1));
}

async function onStage(time: ManualTime, seeds: { seed?: string | undefined } = {}): Promise<Stage> {
  return setStage({ play: 'morning', speed: 1, ...seeds }, { time });
}

async function playToTheEnd(seeds: { seed: string | undefined }): Promise<Told> {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStage(time, seeds);
  await stage.receiver.received(backlogSize);
  for (let index = 0; index < liveSize; index += 1) await time.fireNext();
  return told(await stage.sandbox.control.state());
}

/** On stage, with the backlog told, and the second over that it has filled with messages (facts §5.10). */
async function onStageAfterBacklog(time: ManualTime, seeds: { seed?: string } = {}): Promise<Stage> {
  const stage = await onStage(time, seeds);
  await stage.receiver.received(backlogSize);
  await stage.sandbox.control.settle();
  time.advance(1000);
  return stage;
}

/** What Ada has answered so far, in the order she did. */
async function answersOfAda({ sandbox }: Stage): Promise<readonly string[]> {
  const possible = new Set([...ada.answers, ...morning.fallbacks]);
  const { customers } = await sandbox.control.state();
  const { messages } = must(
    customers.find(({ waId }) => waId === ada.phone),
    'Ada in the world',
  );
  return messages.filter(({ author, text }) => author === 'customer' && possible.has(text)).map(({ text }) => text);
}

async function replyToAda({ sandbox }: Stage, text: string): Promise<void> {
  await callGraph(sandbox, textTo(`+${ada.phone}`, text));
}

/** Lets the play go on until Ada has given so many answers. */
async function untilAdaHasAnswered(stage: Stage, time: ManualTime, count: number): Promise<readonly string[]> {
  for (;;) {
    const answers = await answersOfAda(stage);
    if (answers.length >= count) return answers;
    await time.fireNext();
  }
}

test('the inbox is full at once: everybody who has written, with the times of when they did', async () => {
  await using stage = await onStage(new ManualTime(NOON_MS));
  await stage.receiver.received(backlogSize);
  const { customers } = await stage.sandbox.control.state();
  const early = morning.customers.filter(({ backlog }) => backlog.length > 0);
  expect(new Set(customers.map(({ waId }) => String(waId)))).toEqual(new Set(early.map(({ phone }) => phone)));
  const minutesAgo = customers
    .find(({ waId }) => waId === ada.phone)
    ?.messages.map(({ atSeconds }) => (NOON_MS / 1000 - atSeconds) / 60);
  expect(minutesAgo).toEqual([94, 90, 88, 12]);
});

test('without a seed it is the same each time, whatever the ids; a seed plays it in another order', async () => {
  const first = await playToTheEnd({ seed: undefined });
  expect(first).toHaveLength(backlogSize + saidSize);
  expect(await playToTheEnd({ seed: undefined })).toEqual(first);
  expect(await playToTheEnd({ seed: 'another' })).not.toEqual(first);
});

/** Ids and texts of every chat at the end of a morning in which the relay calls so many times in between. */
async function idsAndTexts(seed: string, calls: number): Promise<unknown> {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStageAfterBacklog(time, { seed });
  for (let index = 0; index < calls; index += 1) {
    await callGraph(stage.sandbox, { nonsense: true });
    await stage.sandbox.control.verify();
  }
  while (time.waiting > 0) await time.fireNext();
  const { customers } = await stage.sandbox.control.state();
  return customers.map(({ userId, messages }) => [userId, messages.map(({ wamid, text }) => [wamid, text])]);
}

test('with a seed the ids repeat too, however often the relay calls', async () => {
  const first = await idsAndTexts('monday', 0);
  expect(await idsAndTexts('monday', 3)).toEqual(first);
  expect(await idsAndTexts('tuesday', 0)).not.toEqual(first);
});

test('when everything is said the play is silent', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStage(time);
  await stage.receiver.received(backlogSize);
  for (let index = 0; index < liveSize; index += 1) await time.fireNext();
  expect(time.waiting).toBe(0);
});

test('a changed text and a reaction are seen on the message they are about', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStage(time);
  await stage.receiver.received(backlogSize);
  for (let index = 0; index < liveSize; index += 1) await time.fireNext();
  const { customers } = await stage.sandbox.control.state();
  const messages = customers.flatMap((customer) => customer.messages);
  expect(messages.filter(({ isEdited }) => isEdited).map(({ text }) => text)).toEqual([
    'Passo aí amanhã ao fim da tarde.',
  ]);
  expect(messages.filter(({ reactions }) => reactions.length > 0)).toMatchObject([
    { author: 'phone', text: 'Pagi, Kak Siti! Masih ada tiga.', reactions: [{ by: 'customer', emoji: '🙏' }] },
  ]);
});

test('the backlog comes in the order of its times, each line when the one before has arrived', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({ play: 'morning', deliveries: 'realistic' }, { time });
  const posts = await stage.receiver.received(backlogSize);
  const stamps = posts.map(({ body }) => Number(/"timestamp":"(\d+)"/.exec(body.toString())?.[1]));
  expect(stamps).toHaveLength(backlogSize);
  expect(stamps).toEqual(stamps.toSorted((left, right) => left - right));
});

test('a customer answers when an agent has replied, within the pause, and not when the owner has', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStageAfterBacklog(time);
  await stage.sandbox.control.ownerAnswers({ to: ada.phone, text: 'I am on it' });
  await time.fireNext();
  expect(await answersOfAda(stage)).toEqual([]);
  const repliedAtMs = time.nowMs();
  await replyToAda(stage, 'Of course');
  expect(await untilAdaHasAnswered(stage, time, 1)).toEqual([ada.answers[0]]);
  expect(time.nowMs() - repliedAtMs).toBeGreaterThanOrEqual(morning.answerAfterMs.shortest);
  expect(time.nowMs() - repliedAtMs).toBeLessThanOrEqual(morning.answerAfterMs.longest);
});

test('a customer gives each answer in turn, and short ones when none is left', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await onStageAfterBacklog(time);
  const expected = [...ada.answers, ...morning.fallbacks, morning.fallbacks[0]];
  for (const [index] of expected.entries()) {
    await replyToAda(stage, `Reply ${index}`);
    await untilAdaHasAnswered(stage, time, index + 1);
  }
  expect(await answersOfAda(stage)).toEqual(expected);
});

test('replies move nothing else of the play', async () => {
  const undisturbed = await playToTheEnd({ seed: 'one' });
  const time = new ManualTime(NOON_MS);
  await using stage = await onStageAfterBacklog(time, { seed: 'one' });
  await replyToAda(stage, 'Of course');
  while (time.waiting > 0) await time.fireNext();
  const disturbed = told(await stage.sandbox.control.state()).map((entry) => JSON.stringify(entry));
  expect(undisturbed.filter((entry) => !disturbed.includes(JSON.stringify(entry)))).toEqual([]);
  expect(disturbed).toHaveLength(undisturbed.length + 2);
});

test('nothing is written before the relay has passed the handshake', async () => {
  const time = new ManualTime(NOON_MS);
  await using stage = await setStage({ play: 'morning', speed: 1, callbackUrl: undefined }, { time });
  await time.fireNext();
  expect((await stage.sandbox.control.state()).customers).toEqual([]);
  stage.receiver.answerHandshake = (url) => ({ status: 403, body: url.searchParams.get('hub.challenge') ?? '' });
  await expect(stage.sandbox.control.setCallbackUrl(stage.receiver.url)).rejects.toThrow(/409.*answered 403/);
  await time.fireNext();
  expect((await stage.sandbox.control.state()).customers).toEqual([]);
  stage.receiver.answerHandshake = (url) => ({
    status: 200,
    body: url.searchParams.get('hub.challenge') ?? VERIFY_TOKEN,
  });
  await stage.sandbox.control.setCallbackUrl(stage.receiver.url);
  while (stage.receiver.posts.length === 0) {
    await Promise.race([time.fireNext(), stage.receiver.received(backlogSize)]);
  }
  await stage.receiver.received(backlogSize);
});
