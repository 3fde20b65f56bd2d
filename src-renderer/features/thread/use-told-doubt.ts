import { useEffect, useState, type FocusEvent } from 'react';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { tellDoubt } from '../../stores/doubt-store.ts';
import { overdueSince } from './message-outcome.ts';
import type { ThreadRow } from './thread-rows.ts';

type FocusListeners = {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
};

/**
 * Tells the window which message the actions for a doubtful one mean: the one that has the focus, else the newest. A
 * dialog, such as the palette, takes the focus for a moment only. The listeners belong on the list of messages.
 */
export function useToldDoubt(rows: readonly ThreadRow[], now: EpochMs): FocusListeners {
  const [focused, setFocused] = useState<string | null>(null);
  const doubt = doubtMeant(rows, focused, now);
  useEffect(() => {
    tellDoubt(doubt);
    return () => tellDoubt(null);
  }, [doubt]);
  return {
    onFocus: ({ target }) => setFocused(rows[indexOf(target)]?.key ?? null),
    onBlur: ({ relatedTarget }) => {
      if (!isInDialog(relatedTarget)) setFocused(null);
    },
  };
}

/** @internal its test asks it */
export function doubtMeant(rows: readonly ThreadRow[], focused: string | null, now: EpochMs) {
  const doubtful = rows.filter((row) => row.kind === 'message').filter((row) => isDoubtful(row, now));
  const row = doubtful.find(({ key }) => key === focused) ?? doubtful.at(-1);
  return row?.message ?? null;
}

function isDoubtful({ message, retry, isLeft }: Extract<ThreadRow, { kind: 'message' }>, now: EpochMs): boolean {
  return retry === null && !isLeft && overdueSince(message, now) !== null;
}

function indexOf(target: Element): number {
  return Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}
