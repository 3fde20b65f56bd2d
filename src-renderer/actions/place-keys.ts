import type { MessageKey } from '../text/message-key.ts';
import type { ActionGroup } from './action.ts';
import type { Chord } from './keystroke.ts';

/** A key that only one place of the window takes, and takes itself: listed for agents, not a window key. */
type PlaceKey = { readonly words: MessageKey; readonly group: ActionGroup; readonly keys: readonly Chord[] };

export const PLACE_KEYS: readonly PlaceKey[] = [
  { words: 'action.move', group: 'conversations', keys: [{ key: 'ArrowUp' }, { key: 'ArrowDown' }] },
  { words: 'action.ends', group: 'conversations', keys: [{ key: 'Home' }, { key: 'End' }] },
  { words: 'action.open', group: 'conversations', keys: [{ key: 'Enter' }] },
  { words: 'action.send', group: 'conversation', keys: [{ key: 'Enter' }, { key: 'Enter', mod: true }] },
  { words: 'action.line', group: 'conversation', keys: [{ key: 'Enter', shift: true }] },
];
