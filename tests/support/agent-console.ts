import { once } from 'node:events';
import { createRequire } from 'node:module';
import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { z } from 'zod';
import { must } from '../../src-shared/lib/must.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { projectRoot } from './project-root.ts';

/** The Electron of node_modules. */
export const electronBinary = z.string().parse(createRequire(import.meta.url)('electron'));

export type ConsoleSettings = {
  /** Whose desk it is, for the log. */
  readonly name: string;
  /** Its userData folder. */
  readonly folder: string;
  /** What it is told by environment variables. */
  readonly environment: Readonly<Record<string, string>>;
};

type Running = { readonly app: ElectronApplication; readonly page: Page };

/**
 * The real console: Electron with its sandbox on, in a data folder of its own that survives `restart` and `kill`.
 * States: running ⇄ closed. The members below "script" say what an agent does and sees.
 */
export class AgentConsole {
  readonly name: string;
  readonly folder: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #log: string[] = [];
  #running: Running | undefined;

  constructor(settings: ConsoleSettings) {
    this.name = settings.name;
    this.folder = settings.folder;
    this.#environment = { ...settings.environment, ECHODESK_USER_DATA: settings.folder };
  }

  get environment(): Readonly<Record<string, string>> {
    return this.#environment;
  }

  get app(): ElectronApplication {
    return must(this.#running, `${this.name}'s running console`).app;
  }

  get page(): Page {
    return must(this.#running, `${this.name}'s running console`).page;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** What main and the window have written in all their lives. */
  get log(): string {
    return this.#log.join('');
  }

  async start(): Promise<void> {
    // Without an executablePath, Playwright holds back `ready` until it is attached; with one, it can miss the first window.
    const app = await _electron.launch({
      args: ['.'],
      cwd: projectRoot,
      chromiumSandbox: true,
      env: cleanEnvironment(this.#environment),
    });
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#log.push(text));
    }
    const page = await app.firstWindow();
    page.on('console', (message) => this.#log.push(`window ${message.type()}: ${message.text()}\n`));
    page.on('pageerror', (error) => this.#log.push(`window threw ${error.stack ?? error.message}\n`));
    this.#running = { app, page };
  }

  /** Quits as a person does. */
  async quit(): Promise<void> {
    const { app } = must(this.#running, `${this.name}'s running console`);
    this.#running = undefined;
    await app.close();
  }

  /** SIGKILL for main: nothing gets to say goodbye. */
  async kill(): Promise<void> {
    const child = this.app.process();
    this.#running = undefined;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async restart(): Promise<void> {
    await this.quit();
    await this.start();
  }

  // ── script ──────────────────────────────────────────────────────────────

  /** The list of conversations. */
  get inbox(): Locator {
    return this.page.getByRole('listbox', { name: 'Conversations' });
  }

  /** A contact's row in the list. */
  conversation(contact: string): Locator {
    return this.inbox.getByRole('option', { name: contact });
  }

  /** The open conversation. */
  get thread(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  /** The message with that text in the open conversation. */
  message(text: string): Locator {
    return this.thread.getByRole('article').filter({ hasText: text });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  async opens(contact: string): Promise<void> {
    await this.conversation(contact).click();
    await this.thread.waitFor();
  }

  async replies(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Puts the clock of the window forward, for what is opened after it. Main and worker keep theirs. */
  async movesClock(milliseconds: number): Promise<void> {
    const { clock } = this.page;
    await clock.install({ time: Date.now() });
    await clock.fastForward(milliseconds);
  }

  /** The machine sleeps: the clock of the window goes on, its timers do not, and main is told of the end. */
  async sleeps(milliseconds: number): Promise<void> {
    const { clock } = this.page;
    const wakesAt = Date.now() + milliseconds;
    await clock.install({ time: Date.now() });
    await clock.setSystemTime(wakesAt);
    await this.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  }

  /** What is said to those who listen. */
  get said(): Locator {
    return this.page.locator('[role="status"][aria-live="polite"]');
  }

  /** A whole picture of the window. */
  async picture(): Promise<Buffer> {
    return this.page.screenshot();
  }
}
