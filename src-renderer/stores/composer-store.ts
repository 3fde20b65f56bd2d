import { create } from 'zustand';
import type { ConversationId } from '../../src-shared/domain/ids.ts';

export type ComposerWish =
  | { readonly wish: 'focus' }
  /** Puts `text` back to be changed and sent anew. */
  | { readonly wish: 'edit'; readonly conversation: ConversationId; readonly text: string };

const store = create<{ readonly asked: ComposerWish | null }>(() => ({ asked: null }));

/** What the rest of the window asks of the composer; a new object for each time. */
export function useComposerWish(): ComposerWish | null {
  return store(({ asked }) => asked);
}

export function askComposer(asked: ComposerWish): void {
  store.setState({ asked: { ...asked } });
}

/** The composer has done what was asked. */
export function settleComposerWish(): void {
  store.setState({ asked: null });
}
