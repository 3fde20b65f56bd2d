import { useEffect, useRef } from 'react';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import { filterConversations, neighbourOf } from '../features/conversation-list/list-filter.ts';
import { keyAction, type KeyAction } from '../features/keys/key-action.ts';
import { useConversations } from '../queries/use-conversations.ts';
import { askComposer } from '../stores/composer-store.ts';
import { openDialog, useOpenDialog } from '../stores/dialog-store.ts';
import { selectConversation, useListFilter, useSelectedConversation } from '../stores/selection-store.ts';

const TEXT_FIELDS = 'input, textarea, select, [contenteditable="true"]';

export type WindowKeys = { readonly onToggleContext: () => void; readonly onBack: () => void };

/** The window's own keys, while no dialog is open. */
export function useWindowKeys({ onToggleContext, onBack }: WindowKeys): void {
  const list = useConversations();
  const filter = useListFilter();
  const selected = useSelectedConversation();
  const dialog = useOpenDialog();

  function move(steps: number): void {
    if (list.state === 'loading') return;
    const current = selected === null ? undefined : list.byId.get(selected);
    selectConversation(neighbourOf(filterConversations(list, { filter, selected }), current, steps));
  }
  function act(action: KeyAction): void {
    switch (action) {
      case 'next':
        return move(1);
      case 'previous':
        return move(-1);
      case 'reply':
        return askComposer({ wish: 'focus' });
      case 'hand_over':
        return selected === null ? undefined : openDialog('handoff');
      case 'toggle_context':
        return onToggleContext();
      case 'back':
        return onBack();
      case 'help':
        return openDialog('keys');
      default:
        return assertNever(action);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || dialog !== 'none' || isInPopover(event.target)) return;
    const action = keyAction(event, event.target instanceof Element && event.target.matches(TEXT_FIELDS));
    if (action === null) return;
    event.preventDefault();
    act(action);
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

function isInPopover(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
