import type { Page } from '@playwright/test';

/** More Tab stops than any window has. */
const MOST_STOPS = 80;

/**
 * Walks through the page by the Tab key. Tells which control of those that can have the focus was not reached, and which
 * looks with the focus as it does without.
 */
export async function keyboardProblems(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate(rememberControls);
  const reached = new Set<number>();
  for (let stop = 0; stop < MOST_STOPS && reached.size < names.length; stop += 1) {
    await page.keyboard.press('Tab');
    const index = await page.evaluate(lookAtFocus);
    if (index !== null) reached.add(index);
  }
  const { standing, unmarked } = await page.evaluate(compareLooks);
  // A virtual list takes rows out that the walk has scrolled out of sight: those can't be asked for.
  const missed = standing.filter((index) => !reached.has(index));
  return [
    ...unmarked.map((index) => `no sign of the focus: ${names[index]}`),
    ...missed.map((index) => `Tab does not reach: ${names[index]}`),
  ];
}

type Look = {
  /** Outline and shadow, '' where there is neither. */
  readonly marks: string;
  readonly rest: string;
};

type Walk = {
  readonly controls: readonly Element[];
  /** How a control and what stands around it and in it look. */
  readonly looks: (control: Element) => readonly Look[];
  /** By the index of a control: how it looked with the focus. */
  readonly focused: Map<number, string>;
};

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    readonly echodeskWalk: Walk;
  }
}

/** Runs in the page: finds everything that Tab should reach, and gives the names. */
function rememberControls(): readonly string[] {
  const REACHABLE = 'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';
  const AROUND = 3;

  function looks(control: Element): readonly Look[] {
    const boxes: Element[] = [];
    for (let at: Element | null = control; at !== null && boxes.length < AROUND; at = at.parentElement) boxes.push(at);
    const active = control.getAttribute('aria-activedescendant');
    const option = active === null ? null : document.getElementById(active);
    const all = [...boxes, ...control.querySelectorAll('*:first-child'), ...(option === null ? [] : [option])];
    return all.flatMap((box) =>
      [null, '::before', '::after'].map((part) => {
        const { outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(box, part);
        const marks = [outlineStyle === 'none' ? '' : outlineColor, boxShadow === 'none' ? '' : boxShadow];
        return { marks: marks.join(' ').trim(), rest: `${borderColor} ${backgroundColor}` };
      }),
    );
  }

  const controls = [...document.querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (control) =>
      control.tabIndex >= 0 &&
      control.checkVisibility({ visibilityProperty: true }) &&
      control.closest('[inert], [aria-hidden="true"]') === null,
  );
  Object.assign(window, { echodeskWalk: { controls, looks, focused: new Map() } });
  return controls.map((control) => {
    const words = control.getAttribute('aria-label') ?? control.textContent.trim().slice(0, 40);
    return words === '' ? control.id : words;
  });
}

/** Runs in the page: which of the remembered controls has the focus; keeps how it looks with it. */
function lookAtFocus(): number | null {
  const { controls, looks, focused } = window.echodeskWalk;
  const index = controls.findIndex((control) => control === document.activeElement);
  const control = controls[index];
  if (control === undefined) return null;
  focused.set(index, JSON.stringify(looks(control)));
  return index;
}

type Compared = {
  /** Controls that are still in the page. */
  readonly standing: readonly number[];
  /** Controls whose focus one does not see. */
  readonly unmarked: readonly number[];
};

/**
 * Runs in the page, after the walk: without the focus, every control must look otherwise than with it. The one that has it
 * last, maybe because its dialog never lets it go, must have an outline or a shadow.
 */
function compareLooks(): Compared {
  const { controls, looks, focused } = window.echodeskWalk;
  const last = document.activeElement;
  const isLastMarked = last === null || looks(last).some(({ marks }) => marks !== '');
  if (last instanceof HTMLElement) last.blur();
  const standing = controls.flatMap((control, index) => (control.isConnected ? [index] : []));
  const unmarked = standing.filter((index) => {
    const [control, before] = [controls[index], focused.get(index)];
    if (control === undefined || before === undefined) return false;
    return control === last ? !isLastMarked : JSON.stringify(looks(control)) === before;
  });
  return { standing, unmarked };
}
