import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('a customer writes and the agent sees it', async ({ world, desk }) => {
  await world.customer('Ada Lovelace').writes('Is the blue one still there?');

  await expect(desk.conversation('Ada Lovelace')).toContainText('Is the blue one still there?');
  await desk.opens('Ada Lovelace');
  await expect(desk.message('Is the blue one still there?')).toBeVisible();
});

test('messages are shown in the order in which they were written', async ({ world, desk }) => {
  const ada = world.customer('Ada');
  const start = Date.now() - 60_000;
  await ada.writes('first', new Date(start));
  await ada.writes('third', new Date(start + 20_000));
  await world.settle();
  await ada.writes('second', new Date(start + 10_000));

  await desk.opens('Ada');
  await expect(desk.thread.getByRole('article')).toContainText(['first', 'second', 'third']);
});

test("the owner's answer on the phone shows as the phone's", async ({ world, desk }) => {
  await world.customer('Ada').writes('Are you open on Sunday?');
  await world.settle();
  await world.phone.answers('Ada', 'Yes, from ten');

  await desk.opens('Ada');
  await expect(desk.message('Yes, from ten')).toBeVisible();
  await expect(desk.message('Yes, from ten')).toContainText(/phone/i);
  await expect(desk.message('Are you open on Sunday?')).not.toContainText(/phone/i);
});
