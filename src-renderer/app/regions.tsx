/**
 * The parts of the window that F6 goes through, in reading order, and where the focus was last in each.
 *
 * A region's element lays nothing out (`display: contents`). The innermost one around an element is the one it belongs to.
 */
import type { ReactNode } from 'react';

const ORDER = ['rail', 'list', 'thread', 'composer', 'context'] as const;
export type RegionName = (typeof ORDER)[number];

const FOCUSABLE =
  'button:not(:disabled), textarea:not(:disabled), input:not(:disabled), a[href], [tabindex="0"]:not([role="separator"])';

const lastFocused = new Map<RegionName, HTMLElement>();

type RegionProps = { readonly name: RegionName; readonly children: ReactNode };

/** Marks what is in it as that part of the window. */
export function Region({ name, children }: RegionProps) {
  return (
    <div data-region={name} style={{ display: 'contents' }}>
      {children}
    </div>
  );
}

/** The part of the window an element belongs to; null for dialogs and what stands between the parts. */
export function regionOf(element: Element | null): RegionName | null {
  const name = element?.closest<HTMLElement>('[data-region]')?.dataset['region'];
  return ORDER.find((region) => region === name) ?? null;
}

/** To be told of each element that takes the focus. */
export function rememberFocus(element: HTMLElement): void {
  const region = regionOf(element);
  if (region !== null) lastFocused.set(region, element);
}

/** Moves the focus to the next part that can take it, or the previous one, going round. */
export function goToRegion(direction: 'next' | 'previous'): void {
  const order = direction === 'next' ? ORDER : ORDER.toReversed();
  const current = regionOf(document.activeElement);
  const place = current === null ? -1 : order.indexOf(current);
  const others = [...order.slice(place + 1), ...order.slice(0, place + 1)];
  others.find((region) => focusRegion(region));
}

/** Gives the focus back to where it was last in `region`, else to its beginning; false where nothing in it takes it. */
export function focusRegion(region: RegionName): boolean {
  const known = lastFocused.get(region);
  const target = known !== undefined && canFocus(known, region) ? known : firstFocusable(region);
  target?.focus();
  return target !== undefined && document.activeElement === target;
}

function firstFocusable(region: RegionName): HTMLElement | undefined {
  const root = document.querySelector(`[data-region="${region}"]`);
  const candidates = [...(root?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
  const main = candidates.find((element) => element.matches('[role="listbox"], [role="log"], textarea'));
  return main ?? candidates.find((element) => canFocus(element, region));
}

function canFocus(element: HTMLElement, region: RegionName): boolean {
  return (
    element.isConnected && regionOf(element) === region && !element.matches(':disabled') && element.checkVisibility()
  );
}
