import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('A1 a handoff calls the agent once, its click opens the conversation, a replay calls nobody', async ({
  world,
  desk,
  desktop,
}) => {
  await world.customer('Ada').writes('I want to speak to a person');
  await world.customer('Grace').writes('Good morning');
  await desk.opens('Grace');
  await expect(desk.conversation('Ada')).toBeVisible();

  await world.botHandsOver('Ada', 'She is <b>angry</b> & wants a refund');
  const called = await desktop.nth(1);
  expect(called.body).toContain('She is &lt;b&gt;angry&lt;/b&gt; &amp; wants a refund');

  desktop.click(called);
  await expect(desk.message('I want to speak to a person')).toBeVisible();

  await desk.restart();
  await expect(desk.conversation('Ada')).toBeVisible();
  await world.customer('Grace').writes('Are you there?');
  await expect(desk.conversation('Grace')).toContainText('Are you there?');
  await world.botHandsOver('Grace', 'Second call');
  const second = await desktop.nth(2);
  expect(second.body).toContain('Second call');
  expect(desktop.shown).toHaveLength(2);
});

test('A1 a handoff that happened while the console was away calls nobody', async ({ world, desk, desktop }) => {
  await world.customer('Ada').writes('Hello');
  await world.customer('Grace').writes('Hello');
  await expect(desk.conversation('Grace')).toBeVisible();
  await desk.quit();
  await world.botHandsOver('Ada', 'Missed');
  await desk.start();
  await desk.opens('Ada');
  await expect(desk.message('Hello')).toBeVisible();

  await world.botHandsOver('Grace', 'Live');
  await desktop.nth(1);
  expect(desktop.shown.map(({ body }) => body)).toEqual([expect.stringContaining('Live')]);
});

test('an answered handoff takes its call back', async ({ world, desk, desktop }) => {
  await world.customer('Ada').writes('A person, please');
  await expect(desk.conversation('Ada')).toBeVisible();
  await world.botHandsOver('Ada', 'Your turn');
  const called = await desktop.nth(1);
  await world.phone.answers('Ada', 'I am here');
  await desktop.closing(called.id);
});
