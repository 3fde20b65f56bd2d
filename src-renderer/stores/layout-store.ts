import { create } from 'zustand';

export const LIST_WIDTH = { least: 264, usual: 320, most: 480 } as const;

type Layout = {
  /** Pixels. */
  readonly listWidth: number;
  /** What the agent chose; null = as the window's width allows. */
  readonly contextColumn: 'shown' | 'hidden' | null;
};

const store = create<Layout>(() => ({ listWidth: LIST_WIDTH.usual, contextColumn: null }));

export function useListWidth(): number {
  return store((layout) => layout.listWidth);
}

/** Pixels, kept within {@link LIST_WIDTH}. */
export function setListWidth(width: number): void {
  const listWidth = Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width)));
  store.setState({ listWidth });
}

export function useContextColumnChoice(): Layout['contextColumn'] {
  return store((layout) => layout.contextColumn);
}

export function chooseContextColumn(contextColumn: 'shown' | 'hidden'): void {
  store.setState({ contextColumn });
}
