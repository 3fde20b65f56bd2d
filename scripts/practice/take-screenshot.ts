import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser } from '@playwright/test';
import { Failure } from '../lib/failure.mjs';
import type { Runner } from '../runner/runner.ts';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** Chromium writes the port it chose into its profile. */
async function debuggingAddress(runner: Runner): Promise<string> {
  const file = join(runner.data, 'console', 'DevToolsActivePort');
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    try {
      const [port, path] = readFileSync(file, 'utf8').split('\n');
      if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await sleep(POLL_MS);
  }
  throw new Failure('The console did not open its window in time.', `Its log is ${join(runner.data, 'console.log')}`);
}

async function firstPage(browser: Browser) {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the console has no browser context');
  return context.pages()[0] ?? context.waitForEvent('page', { timeout: PATIENCE_MS });
}

/** Saves what a person would see once the inbox shows conversations and one of them is open. */
export async function takeScreenshot(runner: Runner, file: string): Promise<void> {
  const browser = await chromium.connectOverCDP(await debuggingAddress(runner));
  try {
    const page = await firstPage(browser);
    const [conversations, messages] = [page.getByRole('option'), page.getByRole('article')];
    await conversations.first().click({ timeout: PATIENCE_MS });
    await messages.first().waitFor({ timeout: PATIENCE_MS });
    await page.screenshot({ path: file, animations: 'disabled' });
  } finally {
    await browser.close();
  }
}
