import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('an answer without touching the mouse: J, K, Enter, R, type, Enter, Esc', async ({ world, desk }) => {
  const start = Date.now() - 60_000;
  for (const [index, name] of ['Ada', 'Grace', 'Hedy'].entries()) {
    await world.customer(name).writes(`I am ${name}`, new Date(start + index * 10_000));
  }
  await expect(desk.inbox.getByRole('option')).toContainText(['Hedy', 'Grace', 'Ada']);
  const { keyboard } = desk.page;

  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('k');
  await expect(desk.conversation('Grace')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(desk.message('I am Grace')).toBeVisible();

  await keyboard.press('r');
  await expect(desk.composer).toBeFocused();
  await keyboard.type('Just jk, Grace');
  await keyboard.press('Shift+Enter');
  await keyboard.type('second line');
  await keyboard.press('Enter');
  await expect.poll(() => world.sentTo('Grace')).toEqual(['Just jk, Grace\nsecond line']);
  await expect(desk.composer).toHaveValue('');

  await keyboard.press('Escape');
  await expect(desk.composer).not.toBeFocused();
  // The answered conversation has moved to the top.
  await expect(desk.inbox.getByRole('option')).toContainText(['Grace', 'Hedy', 'Ada']);
  await keyboard.press('j');
  await expect(desk.conversation('Hedy')).toHaveAttribute('aria-selected', 'true');
});
