import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { settleThreadWish, useThreadWish } from '../../stores/thread-store.ts';

type Messages = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scrollToEnd: () => void;
  readonly onLoadOlder: () => void;
};

/** Does what the rest of the window asks of the open conversation's messages, as soon as they are there. */
export function useThreadWishes(messages: Messages): void {
  const asked = useThreadWish();
  const latest = useRef(messages);
  useLayoutEffect(() => {
    latest.current = messages;
  });
  useEffect(() => {
    if (asked === null) return;
    const { scroller, scrollToEnd, onLoadOlder } = latest.current;
    const grant = { focus: () => scroller.current?.focus(), newest: scrollToEnd, older: onLoadOlder };
    grant[asked.wish]();
    settleThreadWish();
  }, [asked]);
}
