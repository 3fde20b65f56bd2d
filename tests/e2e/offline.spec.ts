import { expect } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import type { TestWorld } from '../support/test-world.ts';
import { test } from './fixtures.ts';

async function adaWroteBeforeTheRelayStopped(world: TestWorld, desk: AgentConsole): Promise<void> {
  await world.customer('Ada').writes('Do you deliver on Monday?');
  await desk.opens('Ada');
  await expect(desk.message('Do you deliver on Monday?')).toBeVisible();
  await world.relay.stop();
}

async function replyWaits(desk: AgentConsole): Promise<void> {
  await desk.opens('Ada');
  await desk.replies('Yes, before noon');
  await expect(desk.message('Yes, before noon')).toContainText(/waits for the connection|waiting to be sent/i);
}

async function arrivesOnce(world: TestWorld, desk: AgentConsole): Promise<void> {
  await expect.poll(() => world.sentTo('Ada'), { timeout: 30_000 }).toEqual(['Yes, before noon']);
  await world.reports('Ada', 'delivered');
  await desk.opens('Ada');
  await expect(desk.message('Yes, before noon')).toContainText('Delivered');
  await expect(desk.message('Yes, before noon')).toHaveCount(1);
  // Whatever the console or the relay still had to send would be out before this second reply, which goes last.
  await desk.replies('Anything else?');
  await expect.poll(() => world.sentTo('Ada')).toEqual(['Yes, before noon', 'Anything else?']);
}

test('O1 a reply written while the relay is down, after a restart of the console, arrives once', async ({
  world,
  desk,
}) => {
  await adaWroteBeforeTheRelayStopped(world, desk);
  await desk.restart();
  await desk.opens('Ada');
  await expect(desk.message('Do you deliver on Monday?')).toBeVisible();

  await replyWaits(desk);
  expect(await world.sentTo('Ada')).toEqual([]);

  await world.relay.startAgain();
  await arrivesOnce(world, desk);
});

test('O1 a reply that waits survives the death of the console and arrives once', async ({ world, desk }) => {
  await adaWroteBeforeTheRelayStopped(world, desk);
  await replyWaits(desk);
  await desk.kill();
  await world.relay.startAgain();
  await desk.start();
  await arrivesOnce(world, desk);
});

test('O1 a relay killed while replies go out sends none twice and hides none', async ({ world, desk }) => {
  await world.customer('Ada').writes('Tell me everything');
  await desk.opens('Ada');
  const replies = ['one', 'two', 'three', 'four', 'five'].map((word) => `reply ${word}`);
  for (const [index, reply] of replies.entries()) {
    await desk.replies(reply);
    if (index === 2) await world.relay.kill();
  }
  await world.relay.startAgain();

  await expect.poll(() => world.sentTo('Ada'), { timeout: 30_000 }).toContain('reply five');
  const sent = await world.sentTo('Ada');
  expect(replies.filter((reply) => sent.includes(reply))).toEqual(sent);
  // The one whose call the relay did not survive may or may not be at Meta: it is shown so, and never sent blindly.
  for (const reply of replies.filter((text) => !sent.includes(text))) {
    await expect(desk.message(reply)).toContainText(/may have been sent/i);
  }
});

test('what a customer writes while the console is away is there when it comes back', async ({ world, desk }) => {
  await world.customer('Ada').writes('before');
  await desk.opens('Ada');
  await expect(desk.message('before')).toBeVisible();

  await desk.quit();
  await world.customer('Ada').writes('while away 1');
  await world.settle();
  await world.customer('Ada').writes('while away 2');
  await world.customer('Grace').writes('a new face');
  await world.settle();
  await desk.start();

  await expect(desk.conversation('Grace')).toBeVisible();
  await desk.opens('Ada');
  await expect(desk.thread.getByRole('article')).toContainText(['before', 'while away 1', 'while away 2']);
});
