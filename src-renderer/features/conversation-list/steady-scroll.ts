import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';

export const ROW_HEIGHT = 72;
const POINTER_RESTS_AFTER_MS = 1200;

type Looking = {
  readonly scrollTop: number;
  /** Where over the list the pointer was last moved, and when (epoch milliseconds). */
  readonly pointer: { readonly y: number; readonly at: number } | null;
  readonly now: number;
};

/** The row that must not move, or null at the top while nobody points at a row. */
export function anchorIndex({ scrollTop, pointer, now }: Looking): number | null {
  if (pointer !== null && now - pointer.at < POINTER_RESTS_AFTER_MS) {
    return Math.floor((scrollTop + pointer.y) / ROW_HEIGHT);
  }
  return scrollTop < ROW_HEIGHT / 2 ? null : Math.floor(scrollTop / ROW_HEIGHT);
}

/** Pixels to scroll so that `anchor`, which stood at `index`, stays in its place; 0 when it is gone. */
export function scrollShift(conversations: readonly Conversation[], anchor: ConversationId, index: number): number {
  const moved = conversations.findIndex(({ id }) => id === anchor);
  return moved === -1 ? 0 : (moved - index) * ROW_HEIGHT;
}
