import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Action, Desk } from '../actions/action.ts';
import { ACTIONS } from '../actions/action-table.ts';
import { useKeyCaps } from '../actions/use-key-caps.ts';
import { isSingleKey } from '../actions/keystroke.ts';
import { createConversationIndex, type ConversationIndex } from '../features/palette/conversation-index.ts';
import { PaletteDialog } from '../features/palette/palette-dialog.tsx';
import type { PaletteAction } from '../features/palette/palette-items.ts';
import { Palette } from '../features/palette/palette.tsx';
import { useConversations } from '../queries/use-conversations.ts';
import { onDialogChange, openDialog, useOpenDialog } from '../stores/dialog-store.ts';
import { useKeyboard } from '../stores/keyboard-store.ts';
import { selectConversation } from '../stores/selection-store.ts';
import { useText } from '../text/text-context.ts';
import { focusMessages } from './focus.ts';
import { useDesk, type DeskVerbs } from './use-desk.ts';

const NOTHING: readonly Conversation[] = [];

/** The palette over this window's actions and conversations. Closed, it follows nothing; its index is kept. */
export function CommandPalette({ verbs }: { readonly verbs: DeskVerbs }) {
  const [index] = useState(createConversationIndex);
  return (
    <PaletteDialog isOpen={useOpenDialog() === 'palette'} onOpenChange={onDialogChange('palette')}>
      <OpenPalette index={index} verbs={verbs} />
    </PaletteDialog>
  );
}

type OpenPaletteProps = { readonly index: ConversationIndex; readonly verbs: DeskVerbs };

function OpenPalette({ index, verbs }: OpenPaletteProps) {
  const list = useConversations();
  const actions = useOfferedActions(useDesk(verbs));
  return (
    <Palette
      conversations={list.state === 'loading' ? NOTHING : list.rows}
      index={index}
      actions={actions}
      onConversation={(id) => afterClosing(() => openConversation(id))}
      onAction={({ run }) => afterClosing(run)}
    />
  );
}

function useOfferedActions(desk: Desk): readonly PaletteAction[] {
  const { t } = useText();
  const { singleKeys } = useKeyboard();
  const caps = useKeyCaps();
  const all: readonly Action[] = ACTIONS;
  return all
    .filter(({ isKeyOnly, isAvailable }) => isKeyOnly !== true && (isAvailable?.(desk) ?? true))
    .map(({ id, words, keys, run }) => {
      const chord = keys.find((key) => singleKeys || !isSingleKey(key));
      return { id, words: t(words), keys: chord === undefined ? null : caps(chord), run: () => run(desk) };
    });
}

/** The dialog holds the focus while it is there, so what moves the focus comes after. */
function afterClosing(run: () => void): void {
  flushSync(() => openDialog('none'));
  run();
}

function openConversation(id: ConversationId): void {
  selectConversation(id);
  focusMessages();
}
