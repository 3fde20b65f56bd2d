import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, errors, type Browser, type Page } from '@playwright/test';
import { z } from 'zod';

const ATTEMPT_MS = 15_000;
const POLL_MS = 100;

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string() }));

export type AttachedWindow = { readonly browser: Browser; readonly page: Page };

async function showsConsole(port: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = targetsSchema.parse(await answer.json());
    return targets.some(({ type, url }) => type === 'page' && url.startsWith('app://bundle/'));
  } catch {
    return false;
  }
}

/**
 * Attaches to the window of a console whose Chromium listens on that port; undefined while there is none. Attaching
 * in the middle of the window's first navigation can come to nothing: it is tried again, up to the deadline.
 */
export async function attachWindow(
  findPort: () => string | undefined,
  deadline: number,
): Promise<AttachedWindow | undefined> {
  while (Date.now() < deadline) {
    const port = findPort();
    const attached = port !== undefined && (await showsConsole(port)) ? await tryToAttach(port) : undefined;
    if (attached !== undefined) return attached;
    await sleep(POLL_MS);
  }
  return undefined;
}

async function tryToAttach(port: string): Promise<AttachedWindow | undefined> {
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: ATTEMPT_MS });
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    return page === undefined ? undefined : { browser, page };
  } catch (error) {
    if (error instanceof errors.TimeoutError) return undefined;
    throw error;
  }
}
