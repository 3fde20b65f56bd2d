import { useKeyboard } from '../stores/keyboard-store.ts';
import { useText } from '../text/text-context.ts';
import type { Action } from './action.ts';
import { ACTIONS, type ActionId } from './action-table.ts';
import { keyCaps } from './key-caps.ts';
import { isSingleKey, type Chord } from './keystroke.ts';

/** How chords are shown here. */
export function useKeyCaps(): (chord: Chord) => string {
  const text = useText();
  const { platform } = useKeyboard();
  return (chord) => keyCaps(chord, platform, text);
}

/** The key of an action for its tooltip; undefined where it has none that works. */
export function useKeyHint(id: ActionId): string | undefined {
  const caps = useKeyCaps();
  const { singleKeys } = useKeyboard();
  const actions: readonly Action[] = ACTIONS;
  const chord = actions.find((action) => action.id === id)?.keys.find((key) => singleKeys || !isSingleKey(key));
  return chord === undefined ? undefined : caps(chord);
}
