export type KeyAction = 'next' | 'previous' | 'reply' | 'hand_over' | 'toggle_context' | 'back' | 'help';

export type Keystroke = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

const SINGLE_KEYS: ReadonlyMap<string, KeyAction> = new Map<string, KeyAction>([
  ['j', 'next'],
  ['k', 'previous'],
  ['r', 'reply'],
  ['h', 'hand_over'],
  ['?', 'help'],
  ['escape', 'back'],
]);

/** What a keystroke means for the window, or null. Keys without Ctrl or Command mean nothing while a text is written. */
export function keyAction(stroke: Keystroke, isWriting: boolean): KeyAction | null {
  const key = stroke.key.toLowerCase();
  if (stroke.altKey) return null;
  if (stroke.ctrlKey || stroke.metaKey) return key === 'b' ? 'toggle_context' : null;
  return isWriting ? null : (SINGLE_KEYS.get(key) ?? null);
}
