/**
 * Key press → painted frame, in the page.
 *
 * The key is a real input event (CDP `Input.dispatchKeyEvent`): it goes through the browser process and its queue. Time
 * begins with the event's `timeStamp`, when Chromium took it in, so that waiting behind a busy main thread counts. From
 * then on each animation frame looks whether the window shows what the press is for; the task after the first frame that
 * does is the end, since style, layout and paint of that frame are then behind. (PerformanceEventTiming would count to
 * the presentation of the next frame whatever it shows, and in steps of 8 ms.)
 */
import type { Page } from '@playwright/test';

/**
 * - `figure`: the bare page has counted.
 * - `move`: another row of the list is selected, and in sight.
 * - `open`: the messages of the conversation selected then are there, the newest in sight.
 * - `filter`: another filter is chosen and the list is another.
 * - `palette`: its field is there and has the focus.
 * - `found`: what was typed stands in the field and in one of the rows found.
 * - `taken`: the palette is gone, and the messages of another conversation are there.
 */
export type Sight = 'figure' | 'move' | 'open' | 'filter' | 'palette' | 'found' | 'taken';

export type Painted = { readonly sight: Sight; readonly milliseconds: number };

type Probe = {
  /** What the presses from now on are for. */
  sights: readonly Sight[];
  /** Presses that have not shown everything yet. */
  pending: number;
  readonly painted: Painted[];
};

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    keyProbe?: Probe;
  }
}

function installProbe(): void {
  const probe: Probe = { sights: [], pending: 0, painted: [] };
  const afterFrame = new MessageChannel();
  const ends: (() => void)[] = [];
  afterFrame.port1.addEventListener('message', () => ends.shift()?.());
  afterFrame.port1.start();

  const seen = {
    selected: () => document.querySelector('#conversations [role=option][aria-selected=true]'),
    field: () => document.querySelector<HTMLInputElement>('[role=dialog] [role=combobox]'),
    list: () => {
      const option = document.querySelector('#conversations [role=option]');
      const tab = document.querySelector('[role=tab][aria-selected=true]');
      return `${tab?.textContent} ${option?.getAttribute('aria-setsize')}`;
    },
    isIn: (frame: string, element: Element | undefined | null) => {
      const outer = document.querySelector(frame)?.getBoundingClientRect();
      const inner = element?.getBoundingClientRect();
      return (
        outer !== undefined && inner !== undefined && inner.bottom <= outer.bottom + 1 && inner.top >= outer.top - 1
      );
    },
  };
  const states: Record<Sight, () => string> = {
    figure: () => document.querySelector('output')?.textContent ?? '',
    move: () => seen.selected()?.id ?? '',
    open: () => seen.selected()?.id ?? '',
    filter: seen.list,
    palette: () => (seen.field() === null ? 'none' : 'open'),
    found: () => seen.field()?.value ?? '',
    taken: () => (seen.field() === null ? (seen.selected()?.id ?? '') : 'in the palette'),
  };
  const isOpen = (): boolean => {
    const code = /k\d{6}/.exec(seen.selected()?.textContent ?? '')?.[0];
    const articles = [...document.querySelectorAll('[role=log] article')];
    const isTheirs = code !== undefined && articles.some(({ textContent }) => textContent.includes(code));
    return isTheirs && seen.isIn('[role=log]', articles.at(-1));
  };
  const isShown: Record<Sight, () => boolean> = {
    figure: () => true,
    move: () => seen.isIn('#conversations', seen.selected()),
    open: isOpen,
    filter: () => true,
    palette: () => document.activeElement === seen.field(),
    found: () => {
      const typed = seen.field()?.value.toLowerCase() ?? '';
      const rows = [...document.querySelectorAll('[role=dialog] [role=option]')];
      return rows.some(({ textContent }) => textContent.toLowerCase().includes(typed));
    },
    taken: isOpen,
  };

  function watch(sight: Sight, startedAt: number): void {
    const before = states[sight]();
    probe.pending += 1;
    const look = (): void => {
      if (states[sight]() === before || !isShown[sight]()) {
        requestAnimationFrame(look);
        return;
      }
      ends.push(() => {
        probe.painted.push({ sight, milliseconds: performance.now() - startedAt });
        probe.pending -= 1;
      });
      afterFrame.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Control') return;
      for (const sight of probe.sights) watch(sight, event.timeStamp);
    },
    true,
  );
  window.keyProbe = probe;
}

export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(installProbe);
}

/** What the presses from now on are for. */
export async function expectSights(page: Page, sights: readonly Sight[]): Promise<void> {
  await page.evaluate((wanted) => {
    if (window.keyProbe !== undefined) window.keyProbe.sights = wanted;
  }, sights);
}

/** Waits until every press so far has been painted; throws when one never is. */
export async function settlePaints(page: Page): Promise<void> {
  await page.waitForFunction(() => window.keyProbe?.pending === 0, undefined, { polling: 'raf', timeout: 10_000 });
}

/** What was painted since the last call. */
export async function takePaints(page: Page): Promise<readonly Painted[]> {
  return page.evaluate(() => window.keyProbe?.painted.splice(0) ?? []);
}

/** Milliseconds between two frames of the page, the median of some. */
export async function frameInterval(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frames: number[] = [];
    while (frames.length < 60) frames.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    const steps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
    return steps.toSorted((left, right) => left - right)[steps.length >> 1] ?? 0;
  });
}
