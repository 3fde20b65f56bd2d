/** Saves the pictures of the readme, from the real window, to ECHODESK_SCREENSHOTS. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import { TestWorld } from '../support/test-world.ts';
import { pictureFolder } from './picture-folder.ts';
import { OPENED, playShopMorning } from './shop-morning.ts';

const LAPTOP = { width: 1280, height: 800 };
const DESKTOP = { width: 1920, height: 1080 };
const THEMES = ['light', 'dark'] as const;
const target = pictureFolder('readme');

type Size = typeof LAPTOP;

async function save(desk: AgentConsole, name: string, size: Size = LAPTOP): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await expect
    .poll(() => desk.page.evaluate(() => [window.innerWidth, window.innerHeight]))
    .toEqual(Object.values(size));
  await desk.page.evaluate(() => document.fonts.ready.then(() => undefined));
  await desk.page.mouse.move(0, 0);
  const picture = await desk.page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(join(target, `${name}.png`), picture);
}

test('readme', async () => {
  test.setTimeout(180_000);
  await using world = await TestWorld.start();
  await playShopMorning(world, new Date());
  const environment = { TZ: 'UTC', LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
  const desks = new Map<string, AgentConsole>();
  for (const theme of THEMES) {
    const desk = await world.openConsole(0, { ...environment, ECHODESK_THEME: theme });
    desks.set(theme, desk);
    await expect(desk.conversation(OPENED)).toBeVisible();
    await save(desk, `inbox-${theme}`);
  }
  await theAgentAnswers(world, desks.get('light'));
  for (const [theme, desk] of desks) {
    await desk.opens(OPENED);
    await expect(desk.message('the workshop says Friday')).toBeVisible();
    await save(desk, `conversation-${theme}`);
    if (theme === 'light') await save(desk, 'conversation-wide-light', DESKTOP);
  }
  await world.relay.stop();
  for (const [theme, desk] of desks) {
    await desk.replies('I will write as soon as the driver has left.');
    await expect(desk.message('as soon as the driver')).toBeVisible();
    await save(desk, `offline-${theme}`);
  }
});

async function theAgentAnswers(world: TestWorld, desk: AgentConsole | undefined): Promise<void> {
  await desk?.opens(OPENED);
  await desk?.replies('Good news: the workshop says Friday, between 9 and 12. Shall I book it?');
  await expect.poll(() => world.sentTo(OPENED)).toHaveLength(1);
  for (const status of ['sent', 'delivered', 'read'] as const) await world.reports(OPENED, status);
  await world.settle();
}
