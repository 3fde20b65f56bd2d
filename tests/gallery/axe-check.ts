import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What another look at the same page can change: everything, nothing but colours, nothing but sizes. */
export type Judged = 'everything' | 'colours' | 'sizes';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RULES = { colours: ['color-contrast', 'link-in-text-block'], sizes: ['target-size'] } as const;

/** What axe finds wrong with the page, a line each. */
export async function axeProblems(page: Page, judged: Judged): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  // Electron has no new page for axe's own results, hence the legacy mode. Axe stays in the page that it was put into.
  const axe = new AxeBuilder(isThere ? { page, axeSource: 'undefined' } : { page }).setLegacyMode(true);
  const chosen = judged === 'everything' ? axe.withTags(TAGS) : axe.withRules([...RULES[judged]]);
  const { violations } = await chosen.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `axe ${id}: ${target.join(' ')} ${oneLine(failureSummary)}`),
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
