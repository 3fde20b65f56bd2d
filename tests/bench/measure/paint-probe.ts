import type { Page } from '@playwright/test';
import { epochOfPerformanceZero } from './shared-clock.ts';

/** What stands in a message to recognise it by. */
export function markOf(index: number): string {
  return `rt-${String(index).padStart(6, '0')}`;
}

type Probe = {
  /** Mark → milliseconds since 1970 at which its first frame was out. */
  readonly painted: Map<string, number>;
  /** Resolves when that many are painted, or after the time. */
  readonly reached: (count: number, patienceMs: number) => Promise<void>;
};

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    paintProbe?: Probe;
  }
}

/**
 * Watches the element with role `log`. A message counts as painted when its text is in the document, the next
 * animation frame has run, and the task after that frame begins: style, layout and paint are then behind.
 */
function installProbe(epochOfZero: number): void {
  const log = document.querySelector('[role=log]');
  if (log === null) throw new Error('there is no element with role log to watch');
  const painted = new Map<string, number>();
  const known = new Set<string>();
  const waiting = new Set<() => void>();
  const afterFrame = new MessageChannel();
  const frames: (readonly string[])[] = [];
  afterFrame.port1.addEventListener('message', () => {
    const at = epochOfZero + performance.now();
    for (const mark of frames.shift() ?? []) painted.set(mark, at);
    for (const look of waiting) look();
  });
  afterFrame.port1.start();
  const look = (): void => {
    const marks = (log.textContent.match(/rt-\d{6}/g) ?? []).filter((mark) => !known.has(mark));
    if (marks.length === 0) return;
    for (const mark of marks) known.add(mark);
    requestAnimationFrame(() => {
      frames.push(marks);
      afterFrame.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(log, { childList: true, subtree: true, characterData: true });
  const reached = (count: number, patienceMs: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (painted.size < count) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      setTimeout(resolve, patienceMs);
      check();
    });
  window.paintProbe = { painted, reached };
}

export async function watchPaints(page: Page): Promise<void> {
  const epochOfZero = await page.evaluate(epochOfPerformanceZero, 5);
  await page.evaluate(installProbe, epochOfZero);
}

/** Waits until `count` marks are painted since the probe was installed, at most so long; gives all of them. */
export async function paintedMarks(
  page: Page,
  count: number,
  patienceMs: number,
): Promise<ReadonlyMap<string, number>> {
  const entries = await page.evaluate(
    async ([wanted, patience]) => {
      const probe = window.paintProbe;
      if (probe === undefined) throw new Error('the probe is not installed');
      await probe.reached(wanted, patience);
      return [...probe.painted];
    },
    [count, patienceMs] as const,
  );
  return new Map(entries);
}
