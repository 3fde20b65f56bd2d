import { useCallback, useSyncExternalStore } from 'react';
import { toggleContextColumn, useIsContextShown, type WindowRoom } from '../stores/layout-store.ts';

const ROOMS = [
  { room: 'wide', query: '(width > 1280px)' },
  { room: 'narrow', query: '(width >= 1120px)' },
  { room: 'cramped', query: '(width >= 720px)' },
] as const;

export type ContextColumnState = {
  readonly isShown: boolean;
  /** It stands in the place of the list. */
  readonly hidesList: boolean;
  /** There is room for one column: the list, the conversation or the contact. */
  readonly isAlone: boolean;
  readonly toggle: () => void;
};

/** Whether the context column is shown, and how to turn that round. */
export function useContextColumn(): ContextColumnState {
  const room = useSyncExternalStore(subscribe, readRoom);
  const isShown = useIsContextShown(room);
  const toggle = useCallback(() => toggleContextColumn(room), [room]);
  const isAlone = room === 'single';
  return { isShown, hidesList: isShown && (isAlone || room === 'cramped'), isAlone, toggle };
}

function readRoom(): WindowRoom {
  return ROOMS.find(({ query }) => matchMedia(query).matches)?.room ?? 'single';
}

function subscribe(onChange: () => void): () => void {
  const queries = ROOMS.map(({ query }) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}
