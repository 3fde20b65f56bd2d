import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attachWindow } from '../lib/attach-window.ts';
import { Failure } from '../lib/failure.mjs';
import type { PracticeFolder } from './practice-folder.ts';

const PATIENCE_MS = 90_000;

/** Chromium writes the port it chose into its profile. */
function portFile(folder: PracticeFolder): string {
  return join(folder.console, 'DevToolsActivePort');
}

/** To be called before the console is opened: what an earlier run left would lead astray. */
export function forgetDebuggingPort(folder: PracticeFolder): void {
  rmSync(portFile(folder), { force: true });
}

function readPort(folder: PracticeFolder): string | undefined {
  try {
    return readFileSync(portFile(folder), 'utf8').split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Saves what a person would see once the inbox shows conversations and one of them is open. */
export async function takeScreenshot(folder: PracticeFolder, file: string): Promise<void> {
  const window = await attachWindow(() => readPort(folder), Date.now() + PATIENCE_MS);
  if (window === undefined) {
    throw new Failure('The console did not open its window in time.', `Its log is ${folder.log('console')}`);
  }
  const { browser, page } = window;
  try {
    await page.getByRole('option').first().click({ timeout: PATIENCE_MS });
    await page.getByRole('article').first().waitFor({ timeout: PATIENCE_MS });
    await page.screenshot({ path: file, animations: 'disabled' });
  } finally {
    await browser.close();
  }
}
