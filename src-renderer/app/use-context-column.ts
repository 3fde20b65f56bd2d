import { useCallback, useSyncExternalStore } from 'react';
import { chooseContextColumn, useContextColumnChoice } from '../stores/layout-store.ts';

/** Narrower than this, the context column makes room for the thread unless the agent wants it. */
const WIDE_ENOUGH = '(width > 1280px)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(WIDE_ENOUGH);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether the context column is shown, and how to turn that round. */
export function useContextColumn(): { readonly isShown: boolean; readonly toggle: () => void } {
  const isWide = useSyncExternalStore(subscribe, () => matchMedia(WIDE_ENOUGH).matches);
  const choice = useContextColumnChoice();
  const isShown = choice === null ? isWide : choice === 'shown';
  const toggle = useCallback(() => chooseContextColumn(isShown ? 'hidden' : 'shown'), [isShown]);
  return { isShown, toggle };
}
