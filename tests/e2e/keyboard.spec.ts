import { expect, type Locator, type Page } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import type { TestWorld } from '../support/test-world.ts';
import { test } from './fixtures.ts';

const MINUTE_MS = 60_000;

/** Customers who wrote one after the other, the last one newest. */
async function written(world: TestWorld, desk: AgentConsole, names: readonly string[]): Promise<void> {
  const start = Date.now() - MINUTE_MS;
  for (const [index, name] of names.entries()) {
    await world.customer(name).writes(`I am ${name}`, new Date(start + index * 10_000));
  }
  await expect(desk.inbox.getByRole('option')).toContainText(names.toReversed());
}

function palette(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Search and commands' });
}

test('a conversation from beginning to end without the mouse', async ({ world, desk }) => {
  await written(world, desk, ['Ada', 'Grace', 'Hedy']);
  const { page } = desk;
  const { keyboard } = page;

  await keyboard.press('Control+k');
  await expect(palette(page).getByRole('combobox')).toBeFocused();
  await keyboard.type('grac');
  await expect(palette(page).getByRole('option', { selected: true })).toContainText('Grace');
  await keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expect(desk.conversation('Grace')).toHaveAttribute('aria-selected', 'true');

  await expect(desk.thread).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(desk.message('I am Grace')).toBeFocused();
  await expect(desk.message('I am Grace')).toHaveAccessibleName(/^Grace, I am Grace, /);

  await keyboard.press('r');
  await expect(desk.composer).toBeFocused();
  await keyboard.type('Just jk, Grace');
  await keyboard.press('Shift+Enter');
  await keyboard.type('second line');
  await keyboard.press('Enter');
  await expect.poll(() => world.sentTo('Grace')).toEqual(['Just jk, Grace\nsecond line']);
  await expect(desk.composer).toHaveValue('');

  await keyboard.press('Escape');
  await expect(desk.thread).toBeFocused();
  await keyboard.press('h');
  await expect(page.getByRole('dialog', { name: 'Hand over to a person' })).toBeVisible();
  await keyboard.type('Please call her');
  await keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('Person asked for').first()).toBeVisible();
  await expect(desk.thread).toBeFocused();

  await keyboard.press('Control+k');
  await keyboard.type('theme dark');
  await keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(desk.thread).toBeFocused();

  await keyboard.press('Escape');
  await expect(desk.inbox).toBeFocused();
  // The answered conversation has moved to the top.
  await expect(desk.inbox.getByRole('option')).toContainText(['Grace', 'Hedy', 'Ada']);
  await keyboard.press('j');
  await expect(desk.conversation('Hedy')).toHaveAttribute('aria-selected', 'true');
});

test('the palette opens in the composer, closes with its own key and gives the focus back', async ({ world, desk }) => {
  await written(world, desk, ['Ada']);
  await desk.opens('Ada');
  const { keyboard } = desk.page;
  await keyboard.press('r');
  await keyboard.type('Half a ');
  await keyboard.press('Control+k');
  await expect(palette(desk.page)).toBeVisible();
  await keyboard.press('Control+k');
  await expect(palette(desk.page)).toBeHidden();
  await expect(desk.composer).toBeFocused();
  await keyboard.type('sentence');
  await expect(desk.composer).toHaveValue('Half a sentence');
});

test('the key F6 goes round the parts of the window and back, to where the focus was', async ({ world, desk }) => {
  await written(world, desk, ['Ada']);
  await desk.opens('Ada');
  const { page } = desk;
  await page.keyboard.press('r');
  await expect(desk.composer).toBeFocused();
  const regions: (string | undefined)[] = [];
  for (const key of ['F6', 'F6', 'F6', 'F6', 'F6', 'Shift+F6', 'Shift+F6']) {
    await page.keyboard.press(key);
    regions.push(
      await page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']),
    );
  }
  // Once round is composer → … → composer; the contact stands beside the thread only where there is room.
  const isContextShown = regions.includes('context');
  expect(regions).toEqual(
    isContextShown
      ? ['context', 'rail', 'list', 'thread', 'composer', 'thread', 'list']
      : ['rail', 'list', 'thread', 'composer', 'rail', 'composer', 'thread'],
  );
});

test('the focus stays in the conversation when what had it goes away', async ({ world, desk }) => {
  await written(world, desk, ['Ada']);
  await desk.opens('Ada');
  await world.relay.kill();
  await desk.replies('Nobody will read this');
  const discard = desk.thread.getByRole('button', { name: 'Discard' });
  await discard.focus();
  await desk.page.keyboard.press('Enter');
  await expect(discard).toBeHidden();
  await expect
    .poll(() =>
      desk.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']),
    )
    .toBe('thread');
});

test('single keys can be switched off, and are off after a restart', async ({ world, desk }) => {
  await written(world, desk, ['Ada', 'Grace']);
  const toggle = () => desk.page.getByRole('dialog', { name: 'Keys' }).getByRole('switch');
  await desk.page.keyboard.press('?');
  await toggle().press('Space');
  await expect(toggle()).not.toBeChecked();
  await desk.page.keyboard.press('Escape');
  await expect(toggle()).toBeHidden();

  await desk.restart();
  await expect(desk.inbox.getByRole('option')).toHaveCount(2);
  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('Control+/');
  await expect(toggle()).not.toBeChecked();
  await desk.page.keyboard.press('Escape');
  await expect(toggle()).toBeHidden();
  await expect(desk.inbox.getByRole('option', { selected: true })).toHaveCount(0);
});
