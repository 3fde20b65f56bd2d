import { useEffect, useState } from 'react';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import type { ConversationIndex } from './conversation-index.ts';

/** Short enough to leave room for a keystroke's frame. */
const SLICE_MS = 4;

/** Keeps `index` ready for `rows` in slices; the result changes when it is, so that what was searched is searched again. */
export function usePreparedIndex(index: ConversationIndex, rows: readonly Conversation[]): number {
  const { startTimer } = useTimekeeper();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let stop = () => {};
    function slice(): void {
      const end = performance.now() + SLICE_MS;
      if (index.prepare(rows, () => performance.now() < end)) setTurn((count) => count + 1);
      else stop = startTimer(slice, 0);
    }
    slice();
    return () => stop();
  }, [index, rows, startTimer]);
  return turn;
}
