import { expect } from '@playwright/test';
import { UNKNOWN_PATIENCE_MS } from '../../src-shared/domain/message-delay.ts';
import { test } from './fixtures.ts';

/** Meta takes the message, and the line breaks before its answer. */
const LOST_ANSWER = { kind: 'no-answer', line: 'cut' } as const;
/** How soon after waking up the window knows how late it is. */
const ONE_SECOND_MS = 1000;

test('O4 a reply whose answer is lost may have been sent, is not sent again, and is settled by its status', async ({
  world,
  desk,
}) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.meta.control.failSends(LOST_ANSWER);
  await desk.replies('Hello Ada');

  await expect(desk.message('Hello Ada')).toContainText('May have been sent. Waiting for word from WhatsApp.');
  await expect(desk.said).toHaveText('May have been sent. Waiting for word from WhatsApp.');
  await world.reports('Ada', 'delivered');
  await expect(desk.message('Hello Ada')).toContainText('Delivered');
  await expect(desk.message('Hello Ada')).not.toContainText('May have been sent');
  expect(await world.sentTo('Ada')).toEqual(['Hello Ada']);
});

test('O4 of what WhatsApp has said nothing for ten minutes the agent is asked, once on this device', async ({
  world,
  desk,
}) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.meta.control.failSends(LOST_ANSWER);
  await desk.replies('Hello Ada');
  const reply = desk.message('Hello Ada');
  await expect(reply).toContainText('Waiting for word from WhatsApp.');
  await expect(reply.getByRole('button')).toHaveCount(0);

  await desk.sleeps(UNKNOWN_PATIENCE_MS);
  await expect(reply).toContainText('the customer may get it twice', { timeout: ONE_SECOND_MS });
  await expect(desk.said).toHaveText('Nobody knows whether this was sent.');
  await expect(reply.getByRole('button', { name: 'Send again' })).toBeVisible();
  await desk.page.keyboard.press('Control+k');
  await desk.page.keyboard.type('leave the doubtful');
  await desk.page.keyboard.press('Enter');
  await expect(reply).toContainText('WhatsApp never said.');

  await desk.restart();
  await desk.movesClock(UNKNOWN_PATIENCE_MS);
  await desk.opens('Ada');
  await expect(desk.message('Hello Ada')).toContainText('WhatsApp never said.');
  expect(await world.sentTo('Ada')).toEqual(['Hello Ada']);
});

test('a reply that failed is sent again by its author, as a new attempt', async ({ world, desk }) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.meta.control.failSends({ kind: 'failed-status', code: 131_048 });
  await desk.replies('Hello Ada');
  const reply = desk.message('Hello Ada');
  await expect(reply).toContainText('WhatsApp limits this number');

  await reply.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => world.sentTo('Ada')).toEqual(['Hello Ada', 'Hello Ada']);
  await world.reports('Ada', 'delivered');
  await expect(reply).toContainText('Attempt 2');
  await expect(reply).toContainText('Delivered');
  await expect(reply).toHaveCount(1);
});

test('a reply waits for an owner who must reconnect the number, and says so', async ({ world, desk }) => {
  await world.customer('Ada').writes('Hello?');
  await desk.opens('Ada');
  await world.tokenBecomes('expired');
  await desk.replies('Hello Ada');

  await expect(desk.message('Hello Ada')).toContainText('The owner must reconnect it');
  expect(await world.sentTo('Ada')).toEqual([]);
});
