import { expect } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import { test } from './fixtures.ts';

async function bounds(desk: AgentConsole): Promise<unknown> {
  return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

/** Presses Ctrl with a key as the system does; Playwright's own presses never pass main. */
async function zooms(desk: AgentConsole, keyCode: string): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, code) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.sendInputEvent({ type: 'keyDown', keyCode: code, modifiers: ['control'] });
  }, keyCode);
}

test('the window comes back where it was', async ({ desk }) => {
  const place = { x: 40, y: 30, width: 1000, height: 640 };
  await desk.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, place);
  await expect.poll(() => bounds(desk)).toEqual(place);
  await desk.restart();
  await expect.poll(() => bounds(desk)).toEqual(place);
});

test('the chosen theme is kept', async ({ desk }) => {
  const html = desk.page.locator('html');
  await desk.page.getByRole('button', { name: 'Appearance' }).click();
  await desk.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await desk.restart();
  await expect(desk.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('contrast and density are kept', async ({ desk }) => {
  const border = () => desk.page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--border'));
  const usualBorder = await border();
  for (const choice of ['High', 'Compact']) {
    await desk.page.getByRole('button', { name: 'Appearance' }).click();
    await desk.page.getByRole('menuitemradio', { name: choice }).click();
  }
  await desk.restart();
  await expect(desk.page.locator('html')).toHaveAttribute('data-contrast', 'more');
  await expect(desk.page.locator('html')).toHaveAttribute('data-density', 'compact');
  expect(await border()).not.toBe(usualBorder);
});

test('the zoom is kept, and at 200 % one column is seen at a time, with a way back', async ({ world, desk }) => {
  await world.customer('Ada').writes('Is the blue one still there?');
  await desk.opens('Ada');
  const width = () => desk.page.evaluate(() => window.innerWidth);
  const usualWidth = await width();
  for (let step = 0; step < 5; step += 1) await zooms(desk, '=');
  await expect.poll(width).toBe(usualWidth / 2);

  await desk.restart();
  await expect.poll(width).toBe(usualWidth / 2);
  await desk.opens('Ada');
  await expect(desk.message('Is the blue one still there?')).toBeVisible();
  await expect(desk.inbox).toBeHidden();
  const overflow = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBe(0);

  await desk.page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(desk.conversation('Ada')).toBeVisible();
  await zooms(desk, '0');
  await expect.poll(width).toBe(usualWidth);
});
