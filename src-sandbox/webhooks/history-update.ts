import { toUnixSeconds } from '../time.ts';
import { businessDigits, type BusinessAccount } from '../world/account.ts';
import { carriesFile, type HistoryChunk, type PastMessage } from '../world/past-chats.ts';
import { numberUpdate, type Json, type WebhookUpdate } from './envelope.ts';
import { phoneEcho, inboundMessage, type Parties } from './message-update.ts';
import { wireError } from './wire-error.ts';

type PartiesOf = (message: PastMessage) => Parties;

/** A chunk of past chats, a thread per customer (facts §2.5 a). Files are placeholders here. */
export function historyUpdate(account: BusinessAccount, chunk: HistoryChunk, partiesOf: PartiesOf): WebhookUpdate {
  const { phase, chunkOrder, progress, messages } = chunk;
  const threads = [...Map.groupBy(messages, ({ customer }) => customer.userId).values()];
  return numberUpdate(account, 'history', {
    history: [
      {
        metadata: { phase, chunk_order: chunkOrder, progress },
        threads: threads.flatMap((thread) => thread.slice(0, 1).map((first) => wireThread(partiesOf(first), thread))),
      },
    ],
  });
}

/** The file of a past message, which replaces its placeholder (facts §2.5 b). */
export function historyFileUpdate(parties: Parties, message: PastMessage): WebhookUpdate {
  const { wamid, atMs, content } = message;
  const item = { wamid, atMs, type: content.type, body: content.body };
  const update = message.by === 'customer' ? inboundMessage(parties, item) : phoneEcho(parties, item);
  return { ...update, field: 'history' };
}

/** The owner did not agree to share past chats (facts §2.5 c). */
export function historyDeclined(account: BusinessAccount): WebhookUpdate {
  return numberUpdate(account, 'history', { history: [{ errors: [wireError(2593109)] }] });
}

function wireThread(parties: Parties, messages: readonly PastMessage[]): Json {
  const { customer, isPhoneShown } = parties;
  const { userId, username } = customer;
  return {
    ...(isPhoneShown ? { id: customer.waId } : {}),
    context: {
      ...(isPhoneShown ? { wa_id: customer.waId } : {}),
      user_id: userId,
      ...(username === undefined ? {} : { username }),
    },
    messages: messages.map((message) => wirePast(parties, message)),
  };
}

function wirePast({ account, customer, isPhoneShown }: Parties, message: PastMessage): Json {
  const phone = isPhoneShown ? customer.waId : undefined;
  const business = businessDigits(account);
  const ways = message.by === 'customer' ? { from: phone } : { from: business, to: phone };
  const { type, body } = message.content;
  return {
    ...ways,
    id: message.wamid,
    timestamp: toUnixSeconds(message.atMs),
    ...(carriesFile(message) ? { type: 'media_placeholder' } : { type, [type]: body }),
    history_context: { status: message.status },
  };
}
