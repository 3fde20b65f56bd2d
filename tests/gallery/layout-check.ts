import type { Page } from '@playwright/test';

/** WCAG 2.2, 2.5.8: in CSS pixels, both ways. */
const LEAST_TARGET_PX = 24;

/** What does not fit: a page wider than its window, text cut off at its top or bottom, controls too small to hit. */
export function layoutProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(findLayoutProblems, LEAST_TARGET_PX);
}

/** Runs in the page. */
function findLayoutProblems(leastTarget: number): readonly string[] {
  const CONTROLS =
    'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="tab"], [role="option"], [role^="menuitem"], [role="switch"]';
  const ROUNDING_PX = 1;

  function describe(element: Element): string {
    const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}.${element.className} "${name}"`;
  }
  function isShown(element: Element): boolean {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }
  /** Hidden on purpose from those who see: in a box of a pixel. */
  function isForTheEar(element: Element): boolean {
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const { width, height } = box.getBoundingClientRect();
      if (width <= 1 || height <= 1) return true;
    }
    return false;
  }

  const everything = [...document.querySelectorAll('body *')].filter(isShown);
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in a window of ${clientWidth} px`] : [];
  const tall = scrollHeight > clientHeight ? [`the page is ${scrollHeight} px high in one of ${clientHeight} px`] : [];
  const cut = everything
    .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowY))
    .filter((element) => !isForTheEar(element) && element.textContent.trim() !== '')
    .filter((element) => element.scrollHeight > element.clientHeight + ROUNDING_PX)
    .map((element) => `cut off: ${element.scrollHeight} px in ${element.clientHeight} px: ${describe(element)}`);
  const small = everything
    .filter((element) => element.matches(CONTROLS) && !isForTheEar(element))
    .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
    .filter(({ box }) => box.width < leastTarget || box.height < leastTarget)
    .map(
      ({ element, box }) => `too small: ${Math.round(box.width)} × ${Math.round(box.height)} px: ${describe(element)}`,
    );
  return [...wide, ...tall, ...cut, ...small];
}
