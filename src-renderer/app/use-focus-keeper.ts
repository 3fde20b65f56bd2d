import { useEffect } from 'react';
import { focusRegion, regionOf, rememberFocus, type RegionName } from './regions.tsx';

/** What gives the focus back by itself when it closes. */
const FLOATING = '[role="dialog"], [role="menu"]';

/**
 * Never lets the focus fall out of the window: where the element that has it goes away (a card was discarded, a banner
 * dismissed, a row scrolled off, a field locked), the part of the window it stood in takes it.
 */
export function useFocusKeeper(): void {
  useEffect(() => {
    let last: { readonly element: HTMLElement; readonly region: RegionName | null } | null = null;

    function onFocusIn({ target }: FocusEvent): void {
      if (!(target instanceof HTMLElement)) return;
      if (target.closest(FLOATING) !== null) {
        last = null;
        return;
      }
      last = { element: target, region: regionOf(target) };
      rememberFocus(target);
    }
    function onChange(): void {
      if (last === null || !isLost(last.element)) return;
      const { region } = last;
      last = null;
      if (region === null || !focusRegion(region)) focusRegion('list');
    }
    const observer = new MutationObserver(onChange);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    window.addEventListener('focusin', onFocusIn);
    return () => {
      observer.disconnect();
      window.removeEventListener('focusin', onFocusIn);
    };
  }, []);
}

/** The focus is nowhere because the element that had it is gone or locked, not because somebody put it away. */
function isLost(element: HTMLElement): boolean {
  const isGone = !element.isConnected || element.matches(':disabled');
  return isGone && (document.activeElement === document.body || document.activeElement === element);
}
