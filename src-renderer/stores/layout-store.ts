import { create } from 'zustand';

export const LIST_WIDTH = { least: 264, usual: 320, most: 480 } as const;

/** How much room the window has: `wide` for four columns, `cramped` for three at most, `single` for one beside the rail. */
export type WindowRoom = 'wide' | 'narrow' | 'cramped' | 'single';

type Layout = {
  /** Pixels. */
  readonly listWidth: number;
  /** Whether the context column is shown, for each room of its own: it gives way when the window shrinks. */
  readonly isContextShown: Readonly<Record<WindowRoom, boolean>>;
};

const store = create<Layout>(() => ({
  listWidth: LIST_WIDTH.usual,
  isContextShown: { wide: true, narrow: false, cramped: false, single: false },
}));

export function useListWidth(): number {
  return store((layout) => layout.listWidth);
}

/** Pixels, kept within {@link LIST_WIDTH}. */
export function setListWidth(width: number): void {
  const listWidth = Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width)));
  store.setState({ listWidth });
}

export function useIsContextShown(room: WindowRoom): boolean {
  return store((layout) => layout.isContextShown[room]);
}

export function toggleContextColumn(room: WindowRoom): void {
  store.setState(({ isContextShown }) => ({ isContextShown: { ...isContextShown, [room]: !isContextShown[room] } }));
}
