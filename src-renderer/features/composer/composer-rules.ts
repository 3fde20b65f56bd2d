import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { MessageNumber } from '../../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { MAX_TEXT_LENGTH } from '../../../src-shared/domain/text-limits.ts';

const COUNT_FROM = MAX_TEXT_LENGTH - 200;

/** Whether there is something to send, and not more than may be sent. */
export function canSend(text: string): boolean {
  const { length } = text.trim();
  return length > 0 && length <= MAX_TEXT_LENGTH;
}

/** How near a text is to the limit, in UTF-16 code units. */
export type LengthView =
  | { readonly state: 'far' }
  | { readonly state: 'near'; readonly left: number }
  | { readonly state: 'over'; readonly over: number };

export function lengthView(text: string): LengthView {
  const { length } = text.trim();
  if (length > MAX_TEXT_LENGTH) return { state: 'over', over: length - MAX_TEXT_LENGTH };
  return length < COUNT_FROM ? { state: 'far' } : { state: 'near', left: MAX_TEXT_LENGTH - length };
}

type Key = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
};

/** Enter sends; with Shift or Alt it makes a line; with Ctrl or Command it sends always. */
export function isSendKey({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): boolean {
  if (key !== 'Enter') return false;
  return ctrlKey || metaKey || (!shiftKey && !altKey);
}

/** For so long after a message from the phone the owner may well be writing the next one. */
const PHONE_RESTS_AFTER_MS = 5 * 60_000;

/** Whether the owner is answering from the phone right now: the turn is theirs and they wrote last, a moment ago. */
export function isPhoneAnswering({ turnHolder, lastMessage }: AnsweredFrom, now: EpochMs): boolean {
  if (turnHolder !== 'phone' || lastMessage?.origin !== 'phone') return false;
  return now - lastMessage.sentAt < PHONE_RESTS_AFTER_MS;
}

type AnsweredFrom = Pick<Conversation, 'turnHolder' | 'lastMessage'>;

/** Whether the owner answered from the phone after the message `since`, the newest one when the text was begun. */
export function isAnsweredSince(
  { lastMessage }: Pick<Conversation, 'lastMessage'>,
  since: MessageNumber | null,
): boolean {
  return since !== null && lastMessage !== null && lastMessage.origin === 'phone' && lastMessage.number > since;
}
