/**
 * Keys, and when a keystroke is one of them.
 *
 * A letter is found by what the key writes (`event.key`), so that it stands where the agent's layout has it. Where a
 * layout writes no Latin letters (Russian, Arabic, Hindi), the place of the key on the keyboard decides (`event.code`).
 */
import type { Boot } from '../../src-shared/ipc/boot.ts';

export type Platform = Boot['platform'];

/** A key with what is held down with it. */
export type Chord = {
  /** As in `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  /** ⌘ on a Mac, Ctrl elsewhere. */
  readonly mod?: true;
  readonly shift?: true;
};

export type Keystroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const ASCII = /^[\u0020-\u007e]+$/;
const LATIN = /^\p{Script=Latin}$/u;
const PLACES: ReadonlyMap<string, string> = new Map([
  ['Slash', '/'],
  ['Comma', ','],
  ['Period', '.'],
]);

/** Whether `stroke` is `chord`. Keys with Alt, which writes letters on many layouts, never are. */
export function isStrokeOf(stroke: Keystroke, chord: Chord, platform: Platform): boolean {
  if (stroke.altKey || !isModHeldAsIn(stroke, chord, platform)) return false;
  const key = writtenKey(stroke);
  if (key !== chord.key) return false;
  return isSymbol(key) || stroke.shiftKey === (chord.shift ?? false);
}

/** A key that writes something by itself: to be switched off by those whose voice or tremor presses it (WCAG 2.1.4). */
export function isSingleKey(chord: Chord): boolean {
  return chord.mod === undefined && chord.key.length === 1;
}

function isModHeldAsIn(stroke: Keystroke, chord: Chord, platform: Platform): boolean {
  const [mod, other] = platform === 'darwin' ? [stroke.metaKey, stroke.ctrlKey] : [stroke.ctrlKey, stroke.metaKey];
  return mod === (chord.mod ?? false) && !other;
}

function writtenKey({ key, code, shiftKey }: Keystroke): string {
  if (ASCII.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (LATIN.test(key)) return key.toLowerCase();
  return keyAtPlace(code, shiftKey) ?? key;
}

/** What the key at that place writes on a US keyboard. */
function keyAtPlace(code: string, isShifted: boolean): string | undefined {
  if (code === 'Slash' && isShifted) return '?';
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^Digit[0-9]$/.test(code)) return code.slice(5);
  return PLACES.get(code);
}

/** Symbols need Shift on one layout and not on the next. */
function isSymbol(key: string): boolean {
  return key.length === 1 && !/[a-z]/.test(key);
}
