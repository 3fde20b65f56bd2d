import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('R1 a console that was away and one that starts anew show the same as one that stayed', async ({ world }) => {
  const stayed = await world.openConsole(0);
  const away = await world.openConsole(1);
  await world.customer('Ada').writes('first');
  for (const desk of [stayed, away]) await expect(desk.conversation('Ada')).toBeVisible();

  await away.quit();
  await stayed.opens('Ada');
  await stayed.replies('an answer');
  await expect.poll(() => world.sentTo('Ada')).toEqual(['an answer']);
  await world.reports('Ada', 'delivered');
  await world.customer('Grace').writes('me too');
  await world.customer('Ada').writes('second');
  await expect(stayed.message('second')).toBeVisible();

  await away.start();
  const anew = await world.openConsole(1);
  for (const desk of [stayed, away, anew]) {
    await desk.opens('Ada');
    await expect(desk.inbox.getByRole('option')).toHaveCount(2);
    await expect(desk.thread.getByRole('article')).toContainText(['first', 'an answer', 'second']);
    await expect(desk.message('an answer')).toContainText('Delivered');
  }
});
