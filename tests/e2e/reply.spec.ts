import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('a reply reaches the customer and its ticks go sent, delivered, read', async ({ world, desk }) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await desk.replies('Hello Ada');

  await expect.poll(() => world.sentTo('Ada')).toEqual(['Hello Ada']);
  await world.reports('Ada', 'sent');
  await expect(desk.message('Hello Ada')).toContainText('Sent');
  await world.reports('Ada', 'delivered');
  await expect(desk.message('Hello Ada')).toContainText('Delivered');
  await world.reports('Ada', 'read');
  await expect(desk.message('Hello Ada')).toContainText('Read');
  await expect(desk.composer).toHaveValue('');
});

test('a late status never moves a message back', async ({ world, desk }) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await desk.replies('Hello Ada');
  await expect.poll(() => world.sentTo('Ada')).toHaveLength(1);

  await world.reports('Ada', 'read');
  await expect(desk.message('Hello Ada')).toContainText('Read');
  await world.reports('Ada', 'delivered');
  await world.reports('Ada', 'sent');
  await world.settle();
  await world.customer('Ada').writes('Thanks');
  await expect(desk.message('Thanks')).toBeVisible();
  await expect(desk.message('Hello Ada')).toContainText('Read');
});

test('a reply that the phone has overtaken asks its author first', async ({ world, desk }) => {
  await world.customer('Ada').writes('How much is it?');
  await desk.opens('Ada');
  await expect(desk.message('How much is it?')).toBeVisible();

  await world.relay.stop();
  await desk.replies('It is 12 euros');
  await expect(desk.message('It is 12 euros')).toContainText('Waits for the connection');
  await desk.quit();
  await world.relay.startAgain();
  await world.phone.answers('Ada', 'Today only 10 euros');
  await world.settle();
  await desk.start();
  await desk.opens('Ada');

  await expect(desk.message('Today only 10 euros')).toBeVisible();
  await expect(desk.page.getByRole('button', { name: /send anyway/i })).toBeVisible();
  expect(await world.sentTo('Ada')).toEqual([]);

  await desk.page.getByRole('button', { name: /send anyway/i }).click();
  await expect.poll(() => world.sentTo('Ada')).toEqual(['It is 12 euros']);
});
