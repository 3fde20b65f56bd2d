import { expect } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import { test } from './fixtures.ts';

async function bounds(desk: AgentConsole): Promise<unknown> {
  return desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
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
