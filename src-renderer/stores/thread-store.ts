import { create } from 'zustand';

/** `focus`: take the focus; `newest`: go to the newest message; `older`: bring what lies before the first. */
export type ThreadWish = 'focus' | 'newest' | 'older';

const store = create<{ readonly asked: { readonly wish: ThreadWish } | null }>(() => ({ asked: null }));

/** What the rest of the window asks of the open conversation's messages; a new object for each time. */
export function useThreadWish(): { readonly wish: ThreadWish } | null {
  return store(({ asked }) => asked);
}

export function askThread(wish: ThreadWish): void {
  store.setState({ asked: { wish } });
}

/** The messages have done what was asked. */
export function settleThreadWish(): void {
  store.setState({ asked: null });
}
