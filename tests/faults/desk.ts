import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { AgentConsole } from '../support/agent-console.ts';
import { readCache, readCursor } from '../support/cached-conversations.ts';
import { readStores } from '../support/console-stores.ts';
import type { HeldByConsole } from './evidence.ts';
import type { Timeline } from './timeline.ts';
import type { Victim } from './victim.ts';

const ACT_WITHIN_MS = 3000;
const START_TRIES = 5;

const outboxRowSchema = z.object({
  sealed: z.object({ content: z.object({ body: z.object({ text: z.string().optional() }) }) }),
});

/** What came of an attempt to reply: seen in the thread, so that it is durable; or the console went away meanwhile. */
export type Written = 'written' | 'perhaps' | 'not written';

/** The real console at an agent's desk: Electron, on one profile for the whole run. */
export class Desk implements Victim, AsyncDisposable {
  readonly kind = 'console';
  readonly name = 'desk';
  readonly console: AgentConsole;
  readonly #timeline: Timeline;
  #isBusyStarting = false;

  constructor(desk: AgentConsole, timeline: Timeline) {
    this.console = desk;
    this.#timeline = timeline;
  }

  readonly kill = async (): Promise<boolean> => {
    if (!this.console.isRunning || this.#isBusyStarting) return false;
    await this.console.kill();
    return true;
  };

  readonly bringBack = async (): Promise<boolean> => {
    this.#isBusyStarting = true;
    for (let tries = 1; ; tries += 1) {
      try {
        await this.console.start();
        this.console.page.setDefaultTimeout(ACT_WITHIN_MS);
        break;
      } catch (error) {
        if (tries === START_TRIES) throw error;
        this.#timeline.note(`${this.name} did not open: ${String(error).split('\n')[0]}; once more`);
      }
    }
    this.#isBusyStarting = false;
    return true;
  };

  /** Opens the conversation by the palette and replies, as far as the console lives so long. */
  async replies(contact: string, text: string): Promise<Written> {
    if (!this.console.isRunning || this.#isBusyStarting) return 'not written';
    let mayHaveSent = false;
    try {
      const { page } = this.console;
      await openByPalette(page, contact);
      await this.console.composer.fill(text);
      mayHaveSent = true;
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await this.console.message(text).waitFor();
      return 'written';
    } catch (error) {
      this.#timeline.note(`${this.name} could not reply: ${String(error).split('\n')[0]}`);
      return mayHaveSent ? 'perhaps' : 'not written';
    }
  }

  async held(): Promise<HeldByConsole> {
    const { page } = this.console;
    const { messages, cursor } = await readCache(page);
    const queued = await this.queued();
    return { name: this.name, messages, seq: cursor?.seq ?? null, queued, gaps: [] };
  }

  async cursor(): Promise<Cursor | null> {
    return readCursor(this.console.page);
  }

  /** Texts that wait in its journal. */
  async queued(): Promise<readonly string[]> {
    const stored = await readStores(this.console.page, 'journal', ['outbox']);
    const rows = z.array(outboxRowSchema).parse(stored.flat());
    return rows.flatMap(({ sealed }) => sealed.content.body.text ?? []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.console.isRunning) await this.console.quit();
  }
}

async function openByPalette(page: Page, contact: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  // One that was left open by an attempt that came to nothing is closed by the same keys.
  if (!(await palette.isVisible())) await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill(contact);
  await palette.getByRole('option', { selected: true }).filter({ hasText: contact }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
  await page.getByRole('log', { name: 'Messages' }).waitFor();
}
