import type { Action } from './action.ts';
import { ACTIONS } from './action-table.ts';
import { isSingleKey, isStrokeOf, type Chord, type Keystroke, type Platform } from './keystroke.ts';

export type KeyRules = {
  readonly platform: Platform;
  /** Whether keys that write something by themselves act at all. */
  readonly singleKeys: boolean;
  /** The focus is in a text field: what writes or moves there is left to it. */
  readonly isWriting: boolean;
};

/** The action a keystroke stands for, available or not; null where it stands for none. */
export function windowAction(stroke: Keystroke, rules: KeyRules): Action | null {
  const actions: readonly Action[] = ACTIONS;
  return (
    actions.find(({ keys }) =>
      keys.some((chord) => isActive(chord, rules) && isStrokeOf(stroke, chord, rules.platform)),
    ) ?? null
  );
}

function isActive(chord: Chord, { singleKeys, isWriting }: KeyRules): boolean {
  if (isWriting) return isFunctionKey(chord) || (chord.mod === true && chord.key.length === 1);
  return singleKeys || !isSingleKey(chord);
}

function isFunctionKey({ key }: Chord): boolean {
  return /^F\d+$/.test(key);
}
