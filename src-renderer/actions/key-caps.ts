import type { MessageKey } from '../text/message-key.ts';
import type { Text } from '../text/create-text.ts';
import type { Chord, Platform } from './keystroke.ts';

const NAMED: ReadonlyMap<string, MessageKey> = new Map<string, MessageKey>([
  ['ArrowDown', 'keys.down'],
  ['ArrowUp', 'keys.up'],
  ['End', 'keys.end'],
  ['Enter', 'keys.enter'],
  ['Escape', 'keys.escape'],
  ['Home', 'keys.home'],
]);

/** A chord as it is printed on the keyboard, joined by spaces: `Ctrl K`, on a Mac `⌘ K`. */
export function keyCaps({ key, mod, shift }: Chord, platform: Platform, { t }: Text): string {
  const isMac = platform === 'darwin';
  const named = NAMED.get(key);
  const held = [
    shift === true && t(isMac ? 'keys.shift-mac' : 'keys.shift'),
    mod === true && t(isMac ? 'keys.command' : 'keys.control'),
  ];
  return [...(isMac ? held : held.toReversed()), named === undefined ? key.toUpperCase() : t(named)]
    .filter(Boolean)
    .join(' ');
}
