import { expect, test } from 'vitest';
import { ManualTime } from '../testing/manual-time.ts';
import { ADA, NOON_MS, setStage, TOKEN, type Stage } from '../testing/stage.ts';

const DAY = 86_400;

async function noonStage(): Promise<Stage> {
  return setStage({}, { time: new ManualTime(NOON_MS) });
}

async function isOpen(stage: Stage): Promise<boolean | undefined> {
  return (await stage.sandbox.control.state()).customers.find(({ waId }) => waId === ADA)?.windowOpen;
}

async function changeBlock({ sandbox }: Stage, method: 'POST' | 'DELETE'): Promise<void> {
  const answer = await fetch(`${sandbox.url}/v26.0/${sandbox.account.phoneNumberId}/block_users`, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', block_users: [{ user: `+${ADA}` }] }),
  });
  expect(answer.status).toBe(200);
}

test('deleting, editing and taking a reaction back open no window; a reaction does', async () => {
  await using stage = await noonStage();
  const { control } = stage.sandbox;
  const echo = await control.ownerAnswers({ to: ADA, text: 'On our way' });
  await control.customerReacts(echo);
  expect(await isOpen(stage)).toBe(false);
  const atSeconds = NOON_MS / 1000 - DAY;
  const wamid = await control.customerWrites({ from: ADA, text: 'tow', atSeconds: atSeconds + 1 });
  expect(await isOpen(stage)).toBe(true);
  await control.advanceClock(1);
  await control.customerDeletes(wamid);
  expect(await isOpen(stage)).toBe(false);
  await control.customerReacts(echo, '🙂');
  expect(await isOpen(stage)).toBe(true);
  await control.advanceClock(DAY);
  expect(await isOpen(stage)).toBe(false);
});

test('an edit does not lengthen the window', async () => {
  await using stage = await noonStage();
  const { control } = stage.sandbox;
  const wamid = await control.customerWrites({ from: ADA, text: 'tow' });
  await control.advanceClock(600);
  await control.customerEdits(wamid, 'two');
  await control.advanceClock(DAY - 600);
  expect(await isOpen(stage)).toBe(false);
});

test.each<[string, (stage: Stage) => Promise<void>, (stage: Stage) => Promise<void>]>([
  [
    'offboarded',
    async ({ sandbox }) => sandbox.control.ownerChangesPhone(),
    async ({ sandbox }) => sandbox.control.ownerReconnects(),
  ],
  [
    'disconnected',
    async ({ sandbox }) => sandbox.control.ownerDisconnects(),
    async ({ sandbox }) => sandbox.control.ownerOnboards(),
  ],
])('what was written while the number was %s opens no window later', async (_state, leave, comeBack) => {
  await using stage = await noonStage();
  await leave(stage);
  await stage.sandbox.control.customerWrites({ from: ADA, text: 'anyone?' });
  await comeBack(stage);
  expect(await isOpen(stage)).toBe(false);
  await stage.sandbox.control.customerWrites({ from: ADA, text: 'hello again' });
  expect(await isOpen(stage)).toBe(true);
});

test('a window from before an onboarding is closed by it, and one from before a reconnection is not', async () => {
  await using stage = await noonStage();
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  await control.ownerChangesPhone();
  await control.ownerReconnects();
  expect(await isOpen(stage)).toBe(true);
  await control.ownerDisconnects();
  await control.ownerOnboards();
  expect(await isOpen(stage)).toBe(false);
});

test('what a blocked customer does reaches nobody and opens no window, until they are unblocked', async () => {
  await using stage = await noonStage();
  const { sandbox, receiver } = stage;
  const { control } = sandbox;
  await control.customerWrites({ from: ADA, text: 'hi' });
  await changeBlock(stage, 'POST');
  await control.advanceClock(DAY);
  const unheard = await control.customerWrites({ from: ADA, text: 'hello?' });
  await control.customerReacts(unheard, '🙂');
  await control.customerEdits(unheard, 'HELLO?');
  await control.settle();
  expect(receiver.posts).toHaveLength(1);
  expect(await isOpen(stage)).toBe(false);
  await changeBlock(stage, 'DELETE');
  await control.customerWrites({ from: ADA, text: 'thanks' });
  await control.settle();
  expect(receiver.posts).toHaveLength(2);
  expect(await isOpen(stage)).toBe(true);
});
