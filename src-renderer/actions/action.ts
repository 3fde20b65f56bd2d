import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Appearance } from '../../src-shared/ipc/appearance.ts';
import type { ListFilter } from '../stores/selection-store.ts';
import type { MessageKey } from '../text/message-key.ts';
import type { Chord } from './keystroke.ts';

/** Where an action stands in the list of keys and in the palette. */
export type ActionGroup = 'conversations' | 'conversation' | 'view' | 'window';

/** Which conversation of the list, as seen from the open one. */
export type ListStep = 'next' | 'previous' | 'first' | 'last' | 'next_unread';

/** What actions see of the window and ask of it. The window makes it anew for each drawing. */
export type Desk = {
  /** The open conversation. */
  readonly conversation: Conversation | null;
  /** Whether the list shows any. */
  readonly hasConversations: boolean;
  readonly hasUnread: boolean;
  readonly filter: ListFilter;
  readonly isOffline: boolean;
  readonly appearance: Appearance;
  /** The message of which nobody knows whether it was sent, where the agent is asked about one. */
  readonly doubt: Message | null;
  readonly selectInList: (step: ListStep) => void;
  readonly toggleContext: () => void;
  /** One step out: from the composer to the messages, from there to the list. */
  readonly goBack: () => void;
  /** Moves the focus to the next part of the window, or the previous one. */
  readonly goToRegion: (direction: 'next' | 'previous') => void;
  readonly retryConnection: () => void;
  /** Sends the doubtful message once more. */
  readonly sendAgain: () => void;
  /** Asks no more about the doubtful message. */
  readonly leaveIt: () => void;
  /** Puts the open conversation's number onto the clipboard. */
  readonly copyPhone: () => void;
};

/** Something an agent can do in the window. */
export type Action = {
  readonly id: string;
  readonly words: MessageKey;
  readonly group: ActionGroup;
  /** The first is the one shown in tooltips; none: only the palette has it. */
  readonly keys: readonly Chord[];
  /** Has no sense but by key, so the palette leaves it out. */
  readonly isKeyOnly?: true;
  /** Always where it is not said. */
  readonly isAvailable?: (desk: Desk) => boolean;
  readonly run: (desk: Desk) => void;
};
