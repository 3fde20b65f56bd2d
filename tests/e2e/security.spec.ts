import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { z } from 'zod';
import type { Bridge } from '../../src-shared/ipc/bridge.ts';
import { must } from '../../src-shared/lib/must.ts';
import { electronBinary } from '../support/agent-console.ts';
import { cleanEnvironment } from '../support/clean-environment.ts';
import { projectRoot } from '../support/project-root.ts';
import { test } from './fixtures.ts';

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    readonly echodesk: Bridge;
  }
}

test("the window's process is in the operating system's sandbox", async ({ desk }) => {
  const processes = await desk.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid, type }) => ({ pid, type })));
  const renderers = processes.filter(({ type }) => type === 'Tab');
  expect(renderers.length).toBeGreaterThan(0);
  for (const { pid } of renderers) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(status, 'seccomp mode 2: a filter is in force').toMatch(/^Seccomp:\s+2$/m);
    expect(status, 'no new privileges').toMatch(/^NoNewPrivs:\s+1$/m);
  }
});

test('the page has neither Node nor Electron, only the bridge', async ({ desk }) => {
  expect(desk.page.url()).toBe('app://bundle/');
  const seen = await desk.page.evaluate(() => ({
    nodeGlobals: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    isSecure: globalThis.isSecureContext,
    bridge: Object.keys(window.echodesk).toSorted(),
    isFrozen: Object.isFrozen(window.echodesk),
  }));
  expect(seen).toEqual({
    nodeGlobals: [],
    isSecure: true,
    bridge: [
      'boot',
      'changeAppearance',
      'onOpenConversation',
      'onWoke',
      'relayInfo',
      'requestSyncPort',
      'retryNow',
      'setSingleKeys',
    ],
    isFrozen: true,
  });
});

const preferencesSchema = z.looseObject({
  sandbox: z.literal(true),
  contextIsolation: z.literal(true),
  nodeIntegration: z.literal(false),
  nodeIntegrationInWorker: z.literal(false).optional(),
  webSecurity: z.literal(true).optional(),
  webviewTag: z.literal(false).optional(),
  allowRunningInsecureContent: z.literal(false).optional(),
});

test('every window is isolated, sandboxed and without Node', async ({ desk }) => {
  const preferences = await desk.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
      return typeof read === 'function' ? JSON.stringify(Reflect.apply(read, contents, [])) : '';
    }),
  );
  expect(preferences).toHaveLength(1);
  for (const given of preferences) preferencesSchema.parse(JSON.parse(given));
});

/** Runs in the page: tries everything that the policy forbids and says what came of it. */
async function attemptForbidden(): Promise<Readonly<Record<string, unknown>>> {
  const violated = new Set<string>();
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.add(effectiveDirective));
  const refused: string[] = [];
  const attempts: Readonly<Record<string, () => unknown>> = {
    evaluation: () => Reflect.construct(Function, ['window.inlineRan = true']),
    markup: () => Reflect.set(document.body, 'innerHTML', '<img src=x onerror="window.inlineRan = true">'),
    script: () => {
      const element = document.createElement('script');
      element.textContent = 'window.inlineRan = true';
      document.head.append(element);
    },
    worker: () => new Worker('data:text/javascript,1'),
    handler: () => document.body.setAttribute('onclick', 'window.inlineRan = true'),
  };
  // Code that runs on behalf of the debugger may evaluate; a task of the page's own may not.
  await new Promise((resolve) => setTimeout(resolve));
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      attempt();
    } catch {
      refused.push(name);
    }
  }
  document.body.click();
  await fetch('https://example.com/').catch(() => refused.push('fetch'));
  await new Promise<void>((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => resolve());
    image.addEventListener('error', () => {
      refused.push('image');
      resolve();
    });
    image.src = 'https://example.com/pixel.png';
  });
  return { refused, inlineRan: 'inlineRan' in globalThis, violated: [...violated].toSorted() };
}

test('the policy of the page lets no foreign code in and nothing out', async ({ desk }) => {
  const outcome = await desk.page.evaluate(attemptForbidden);
  expect(outcome).toMatchObject({
    refused: ['evaluation', 'markup', 'script', 'worker', 'handler', 'fetch', 'image'],
    inlineRan: false,
    violated: expect.arrayContaining(['connect-src', 'img-src', 'require-trusted-types-for']),
  });
});

for (const address of ['https://example.com/', 'app://elsewhere/']) {
  test(`the window does not go to ${address}`, async ({ desk }) => {
    const attempt = await desk.app.evaluateHandle(({ webContents }) => ({
      wasPrevented: new Promise<boolean>((resolve) => {
        const [contents] = webContents.getAllWebContents();
        contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented));
      }),
    }));
    await desk.page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    expect(await attempt.evaluate(({ wasPrevented }) => wasPrevented)).toBe(true);
    expect(desk.page.url()).toBe('app://bundle/');
  });
}

test('the window may load its own page again', async ({ desk }) => {
  await desk.page.evaluate(() => {
    document.body.dataset['before'] = 'reload';
    setTimeout(() => location.reload());
  });
  await expect(desk.page.locator('body:not([data-before])')).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Appearance' })).toBeVisible();
  expect(desk.page.url()).toBe('app://bundle/');
});

test('the window opens no other', async ({ desk }) => {
  for (const address of ['https://example.com/', 'about:blank', 'app://bundle/', 'javascript:1']) {
    const opened = await desk.page.evaluate((target) => window.open(target) !== null, address);
    expect(opened, address).toBe(false);
  }
  expect(desk.app.windows()).toHaveLength(1);
});

test('the window is given no permission but to write plain text onto the clipboard', async ({ desk }) => {
  const answers = await desk.page.evaluate(async () => {
    const states: Record<string, string> = { notification: await Notification.requestPermission() };
    for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'midi'] as const) {
      states[name] = (await navigator.permissions.query({ name })).state;
    }
    states['location'] = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : `code ${code}`),
      );
    });
    return states;
  });
  expect(new Set(Object.values(answers))).toEqual(new Set(['denied']));
  const clipboard = await desk.app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const stateOf = (name: string) =>
      contents?.executeJavaScript(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`);
    const states: unknown[] = [await stateOf('clipboard-write'), await stateOf('clipboard-read')];
    return states;
  });
  expect(clipboard).toEqual(['granted', 'denied']);
});

test('a stranger is not given the clipboard', async ({ desk }) => {
  const state: unknown = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    await stranger.loadURL('app://bundle/');
    const said: unknown = await stranger.webContents.executeJavaScript(
      "navigator.permissions.query({ name: 'clipboard-write' }).then(({ state }) => state)",
    );
    stranger.destroy();
    return said;
  });
  expect(state).toBe('denied');
});

test('I1 a malformed argument meets a typed refusal', async ({ desk }) => {
  const answers = await desk.page.evaluate(async () => {
    const given: unknown[] = [];
    for (const args of [[{ theme: 'neon' }], [], ['dark'], [{ theme: 'dark' }]]) {
      given.push(await Reflect.apply(window.echodesk.changeAppearance, undefined, args));
    }
    return given;
  });
  expect(answers).toEqual([
    { ok: false, error: { code: 'malformed', message: expect.any(String) } },
    { ok: false, error: { code: 'malformed', message: expect.any(String) } },
    { ok: false, error: { code: 'malformed', message: expect.any(String) } },
    { ok: true, value: null },
  ]);
});

test('I1 another page with the same preload is refused', async ({ desk }) => {
  const answer: unknown = await desk.app.evaluate(async ({ app, BrowserWindow }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/out/preload/index.cjs`,
        sandbox: true,
        contextIsolation: true,
      },
    });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const said: unknown = await stranger.webContents.executeJavaScript('window.echodesk.boot()');
    stranger.destroy();
    return said;
  });
  expect(answer).toEqual({
    ok: false,
    error: { code: 'untrusted_sender', message: expect.any(String) },
  });
});

test('I2 no secret crosses into the window', async ({ world, desk }) => {
  const { token } = world.relay.agent(0);
  await world.customer('Ada').writes('hello');
  await desk.opens('Ada');
  const boot = await desk.page.evaluate(() => window.echodesk.boot());
  expect(boot).toMatchObject({ ok: true });
  expect(JSON.stringify(boot)).not.toContain(token);
  expect(desk.log).not.toContain(token);
  expect(world.relay.log).not.toContain(token);
});

test('nothing of a conversation is in the logs', async ({ world, desk }) => {
  await world.customer('Ada Lovelace').writes('my card is 4111 1111 1111 1111');
  await desk.opens('Ada Lovelace');
  await desk.replies('please never send that');
  await expect.poll(() => world.sentTo('Ada Lovelace')).toHaveLength(1);
  await world.relay.stop();
  for (const { part, text } of world.logs()) {
    expect(text, part).not.toContain('4111');
    expect(text, part).not.toContain('never send');
    expect(text, part).not.toContain('Lovelace');
    expect(text, part).not.toContain(world.customer('Ada Lovelace').number);
  }
});

test('a second start shows the window that is there and ends', async ({ desk }) => {
  const second = spawn(electronBinary, ['.'], {
    cwd: projectRoot,
    env: cleanEnvironment(desk.environment),
    stdio: 'ignore',
    // Killed, should it stay.
    timeout: 20_000,
  });
  expect(await once(second, 'exit')).toEqual([0, null]);
  expect(desk.app.windows()).toHaveLength(1);
  await expect(must(desk.app.windows()[0], 'window').locator('body')).toBeVisible();
});
