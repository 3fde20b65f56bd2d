import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, errors, type Browser } from '@playwright/test';
import { Failure } from '../lib/failure.mjs';
import type { PracticeFolder } from './practice-folder.ts';

const PATIENCE_MS = 90_000;
const ATTEMPT_MS = 15_000;
const POLL_MS = 100;

/** Chromium writes the port it chose into its profile. */
function portFile(folder: PracticeFolder): string {
  return join(folder.console, 'DevToolsActivePort');
}

/** To be called before the console is opened: what an earlier run left would lead astray. */
export function forgetDebuggingPort(folder: PracticeFolder): void {
  rmSync(portFile(folder), { force: true });
}

function readAddress(folder: PracticeFolder): string | undefined {
  try {
    const [port, path] = readFileSync(portFile(folder), 'utf8').split('\n');
    return port === undefined || path === undefined ? undefined : `ws://127.0.0.1:${port}${path}`;
  } catch {
    return undefined;
  }
}

/** Attaching to a window in the middle of its first page can come to nothing: then another attempt is made. */
async function attach(folder: PracticeFolder): Promise<Browser> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const address = readAddress(folder);
    const browser = address === undefined ? undefined : await tryToAttach(address);
    if (browser !== undefined) return browser;
    await sleep(POLL_MS);
  }
  throw new Failure('The console did not open its window in time.', `Its log is ${folder.log('console')}`);
}

async function tryToAttach(address: string): Promise<Browser | undefined> {
  try {
    return await chromium.connectOverCDP(address, { timeout: ATTEMPT_MS });
  } catch (error) {
    if (error instanceof errors.TimeoutError) return undefined;
    throw error;
  }
}

async function firstPage(browser: Browser) {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the console has no browser context');
  return context.pages()[0] ?? context.waitForEvent('page', { timeout: PATIENCE_MS });
}

/** Saves what a person would see once the inbox shows conversations and one of them is open. */
export async function takeScreenshot(folder: PracticeFolder, file: string): Promise<void> {
  const browser = await attach(folder);
  try {
    const page = await firstPage(browser);
    await page.getByRole('option').first().click({ timeout: PATIENCE_MS });
    await page.getByRole('article').first().waitFor({ timeout: PATIENCE_MS });
    await page.screenshot({ path: file, animations: 'disabled' });
  } finally {
    await browser.close();
  }
}
