type Pressed = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const PAGE_ROWS = 8;

/** The place a key moves the chosen row to, from `place` among `count`; null for keys that move nothing. Ends meet. */
export function targetOfKey(pressed: Pressed, place: number, count: number): number | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.shiftKey) return null;
  switch (pressed.key) {
    case 'ArrowDown':
      return (place + 1) % count;
    case 'ArrowUp':
      return (place - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, place + PAGE_ROWS);
    case 'PageUp':
      return Math.max(0, place - PAGE_ROWS);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
