import { useEffect, useRef } from 'react';
import type { Desk } from '../actions/action.ts';
import { windowAction } from '../actions/window-action.ts';
import { useOpenDialog, type OpenDialog } from '../stores/dialog-store.ts';
import { useKeyboard } from '../stores/keyboard-store.ts';

const TEXT_FIELDS = 'input, textarea, select, [contenteditable="true"]';

/** The window's own keys. While a dialog is open, the palette's key alone acts, and only where nothing typed would be lost. */
export function useWindowKeys(desk: Desk): void {
  const dialog = useOpenDialog();
  const keyboard = useKeyboard();

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const isWriting = event.target instanceof Element && event.target.matches(TEXT_FIELDS);
    const action = windowAction(event, { ...keyboard, isWriting });
    if (action === null || !mayAct(action.id, dialog, event.target)) return;
    event.preventDefault();
    if (action.isAvailable?.(desk) ?? true) action.run(desk);
  }

  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function mayAct(action: string, dialog: OpenDialog, target: EventTarget | null): boolean {
  if (action === 'palette') return dialog !== 'handoff';
  return dialog === 'none' && !isInPopover(target);
}

function isInPopover(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
