import { join } from 'node:path';
import { _electron, type CDPSession, type Page } from '@playwright/test';
import { cleanEnvironment } from '../support/clean-environment.ts';
import { projectRoot } from '../support/project-root.ts';
import { serveGallery } from './gallery-site.ts';

/** How a scene is looked at. */
export type View = {
  /** CSS pixels at 100 %. */
  readonly width: number;
  readonly height: number;
  /** 2 = 200 %: half the CSS pixels, each twice as large, as a browser zooms. */
  readonly zoom: number;
  readonly theme: 'light' | 'dark';
  readonly contrast: 'system' | 'more';
  readonly density: 'comfortable' | 'compact';
  readonly words: 'own' | 'long' | 'rtl';
  /** BCP 47: whose words, dates and numbers. */
  readonly locale: string;
};

export const USUAL_VIEW: View = {
  width: 1280,
  height: 800,
  zoom: 1,
  theme: 'light',
  contrast: 'system',
  density: 'comfortable',
  words: 'own',
  locale: 'en-GB',
};

/** The gallery in Electron's own Chromium. */
export type GalleryWindow = AsyncDisposable & {
  readonly page: Page;
  /** Opens a scene and resolves when nothing in it will change any more. */
  readonly show: (scene: string, view: View) => Promise<void>;
  /** Looks at the open scene in another way, without opening it anew; its words stay. */
  readonly look: (view: Omit<View, 'words' | 'locale'>) => Promise<void>;
  /** What the page has complained of since the last call. */
  readonly complaints: () => readonly string[];
};

export async function openGallery(name: string): Promise<GalleryWindow> {
  await using stack = new AsyncDisposableStack();
  const site = stack.use(await serveGallery(name));
  const app = await _electron.launch({
    args: [join(projectRoot, 'tests', 'gallery', 'shell.mjs'), '--force-device-scale-factor=1', '--lang=en-GB'],
    cwd: projectRoot,
    chromiumSandbox: true,
    env: cleanEnvironment({ ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' }),
  });
  stack.defer(() => app.close());
  const page = await app.firstWindow();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A page of another origin has another renderer, to which the session would have to be opened anew.
  await page.goto(site.address(''));
  const session = await page.context().newCDPSession(page);
  const resources = stack.move();

  return {
    page,
    async show(scene, view) {
      await resize(session, view);
      const { theme, contrast, density, words, locale } = view;
      const query = new URLSearchParams({ scene, theme, contrast, density, words, locale });
      await page.goto(site.address(query.toString()));
      await page.waitForSelector('html[data-scene]', { state: 'attached' });
      await page.mouse.move(0, view.height / view.zoom / 2);
    },
    async look({ theme, contrast, density, ...size }) {
      await resize(session, size);
      await page.evaluate(chooseAppearance, [{ theme }, { contrast }, { density }]);
    },
    complaints: () => problems.splice(0),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Runs in the page: chooses as another window of the console would, and waits until it is drawn. */
async function chooseAppearance(choices: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const channel = new BroadcastChannel('appearance');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin
  for (const choice of choices) channel.postMessage(choice);
  const wanted = choices.flatMap((choice) => Object.entries(choice));
  const { dataset } = document.documentElement;
  do {
    await new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    });
  } while (wanted.some(([name, value]) => dataset[name] !== value));
  channel.close();
}

async function resize(
  session: CDPSession,
  { width, height, zoom }: Pick<View, 'width' | 'height' | 'zoom'>,
): Promise<void> {
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(width / zoom),
    height: Math.round(height / zoom),
    deviceScaleFactor: zoom,
    mobile: false,
  });
}
