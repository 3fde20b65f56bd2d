import type { Page } from '@playwright/test';

/** More Tab stops than any window has. */
const MOST_STOPS = 80;

/**
 * Walks through the page by the Tab key. Tells which control of those that can have the focus was not reached, and which
 * looks with the focus as it does without.
 */
export async function keyboardProblems(page: Page): Promise<readonly string[]> {
  const expected = await page.evaluate(rememberControls);
  const reached = new Set<number>();
  const problems: string[] = [];
  for (let stop = 0; stop < MOST_STOPS && reached.size < expected.length; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(lookAtFocus);
    if (at === null || reached.has(at.index)) continue;
    reached.add(at.index);
    if (!at.isVisible) problems.push(`no sign of the focus: ${expected[at.index]}`);
  }
  // A virtual list takes rows out that the walk has scrolled out of sight: those can't be asked for.
  const standing = new Set(await page.evaluate(standingControls));
  const missed = expected
    .filter((_, index) => standing.has(index) && !reached.has(index))
    .map((name) => `Tab does not reach: ${name}`);
  return [...problems, ...missed];
}

/** Runs in the page: keeps how everything that Tab should reach looks without the focus, and gives their names. */
function rememberControls(): readonly string[] {
  const REACHABLE = 'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';
  const AROUND = 3;

  function looks(element: Element): readonly string[] {
    const boxes: Element[] = [];
    for (let at: Element | null = element; at !== null && boxes.length < AROUND; at = at.parentElement) boxes.push(at);
    const active = element.getAttribute('aria-activedescendant');
    const option = active === null ? null : document.getElementById(active);
    return [...boxes, ...element.querySelectorAll('*:first-child'), ...(option ? [option] : [])].flatMap((box) =>
      [null, '::before', '::after'].map((part) => {
        const style = getComputedStyle(box, part);
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = style;
        const outline = outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [outline, boxShadow, borderColor, backgroundColor].join('|');
      }),
    );
  }

  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const controls = [...document.querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden="true"], [data-react-aria-top-layer] ~ [inert]') === null,
  );
  Object.assign(window, { echodeskWalk: { controls, looks, before: controls.map(looks) } });
  return controls.map(
    (control) => control.getAttribute('aria-label') ?? (control.textContent.trim().slice(0, 40) || control.id),
  );
}

type Walk = {
  readonly controls: readonly Element[];
  readonly looks: (element: Element) => readonly string[];
  readonly before: readonly (readonly string[])[];
};

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    readonly echodeskWalk: Walk;
  }
}

/** Runs in the page: which of the remembered controls are still in it. */
function standingControls(): readonly number[] {
  return window.echodeskWalk.controls.flatMap((control, index) => (control.isConnected ? [index] : []));
}

/** Runs in the page: which of the remembered controls has the focus, and whether one sees it. */
function lookAtFocus(): { readonly index: number; readonly isVisible: boolean } | null {
  const { controls, looks, before } = window.echodeskWalk;
  const { activeElement } = document;
  const index = activeElement === null ? -1 : controls.indexOf(activeElement);
  if (activeElement === null || index === -1) return null;
  return { index, isVisible: looks(activeElement).join() !== before[index]?.join() };
}
