import { unreadCount, type Conversation } from '../../../src-shared/domain/conversation.ts';
import type { Message, Origin } from '../../../src-shared/domain/message.ts';
import type { MessageStatus } from '../../../src-shared/domain/message-status.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { Text } from '../../text/create-text.ts';
import { contactName, shortAuthorName, type Colleagues } from '../../ui/names.ts';
import { serviceWindowView, type ServiceWindowView } from '../../ui/service-window-view.ts';

export type RowView = {
  readonly name: string;
  readonly time: string;
  readonly unread: number;
  readonly isHandoff: boolean;
  readonly window: ServiceWindowView;
  readonly preview: string;
  /** Null for what the customer wrote. */
  readonly origin: Exclude<Origin, 'customer'> | null;
  /** Who wrote for the business: "You", a name, "Phone"; null for the customer. */
  readonly author: string | null;
  readonly status: MessageStatus | null;
};

export type RowContext = { readonly now: EpochMs; readonly text: Text; readonly colleagues: Colleagues };

/** What a row of the list shows of a conversation. */
export function rowView(conversation: Conversation, context: RowContext): RowView {
  const { lastMessage } = conversation;
  const { text, now } = context;
  const origin = lastMessage === null || lastMessage.origin === 'customer' ? null : lastMessage.origin;
  return {
    name: contactName(conversation, text),
    time: text.listTime(conversation.lastActivityAt, now),
    unread: unreadCount(conversation),
    isHandoff: conversation.handoff !== null,
    window: serviceWindowView(conversation.lastInboundAt, now),
    preview: previewOf(lastMessage, text),
    origin,
    author: lastMessage === null || origin === null ? null : shortAuthorName(lastMessage, context.colleagues, text),
    status: lastMessage?.status ?? null,
  };
}

function previewOf(message: Message | null, text: Text): string {
  if (message === null) return text.t('list.no-message');
  if (message.kind === 'unsupported') return text.t('message.unsupported.short');
  return message.text ?? text.t('message.hidden');
}
