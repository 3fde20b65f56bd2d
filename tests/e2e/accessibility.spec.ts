import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { AgentConsole } from '../support/agent-console.ts';
import { test } from './fixtures.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

async function isAccessible(desk: AgentConsole): Promise<void> {
  // Electron has no new page for axe's own results, hence the legacy mode.
  const { violations } = await new AxeBuilder({ page: desk.page }).setLegacyMode(true).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
  expect(found).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`an empty inbox is accessible (${theme})`, async ({ world }) => {
    const desk = await world.openConsole(0, { ECHODESK_THEME: theme });
    await expect(desk.page.getByText('No conversations yet')).toBeVisible();
    await expect(desk.page.locator('html')).toHaveAttribute('data-theme', theme);
    await isAccessible(desk);
  });

  test(`list, open conversation and offline state are accessible (${theme})`, async ({ world }) => {
    const desk = await world.openConsole(0, { ECHODESK_THEME: theme });
    await world.customer('Ada').writes('Hello');
    await world.customer('أحمد').writes('مرحبا، هل المتجر مفتوح؟');
    await world.settle();
    await world.phone.answers('Ada', 'Hi Ada');
    await expect(desk.conversation('Ada')).toContainText('Hi Ada');
    await isAccessible(desk);

    await desk.opens('Ada');
    await desk.replies('From the desk');
    await expect.poll(() => world.sentTo('Ada')).toHaveLength(1);
    await expect(desk.message('From the desk')).toBeVisible();
    await isAccessible(desk);

    await world.relay.stop();
    await expect(desk.page.getByText('Offline.')).toBeVisible();
    await desk.replies('This one waits');
    await expect(desk.message('This one waits')).toBeVisible();
    await isAccessible(desk);
  });
}
