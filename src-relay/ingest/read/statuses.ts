import { z } from 'zod';

import { messageStatusSchema, type MessageStatus } from '../events/message-events.ts';
import type { Unrecognised } from '../events/unrecognised.ts';
import { readOr, unread, type Change, type Element } from './change.ts';
import { failures } from './failures.ts';
import { personOf, type Contacts } from './parties.ts';
import { id, orNull, phone, requiredId, seconds, word, words } from './scalars.ts';

/** The parent's key has had three names, the participant's two (facts §8): all of them are read. */
const frameSchema = z.object({
  id: requiredId,
  status: z.string(),
  timestamp: seconds,
  recipient_id: id,
  recipient_type: word,
  recipient_user_id: id,
  recipient_parent_user_id: id,
  parent_recipient_user_id: id,
  parent_user_id: id,
  recipient_identity_key_hash: words,
  recipient_participant_id: phone,
  participant_recipient_id: phone,
  recipient_participant_user_id: id,
  recipient_participant_parent_user_id: id,
  biz_opaque_callback_data: words,
  conversation: orNull(
    z
      .object({ id: words, expiration_timestamp: seconds, origin: orNull(z.object({ type: word })) })
      .transform(({ id: windowId, expiration_timestamp: expiresAt, origin }) => ({
        id: windowId,
        kind: origin?.type ?? null,
        expiresAt,
      })),
  ),
  pricing: orNull(
    z
      .object({ billable: orNull(z.boolean()), pricing_model: words, type: word, category: word })
      .transform(({ billable, pricing_model: model, type: kind, category }) => ({
        // `billable` is being retired: the kind decides (facts §2.2).
        isBilled: kind === null ? billable : kind === 'regular',
        kind,
        // Seen with `-` and with `_` for the same category.
        category: category?.replaceAll('-', '_') ?? null,
        model,
      })),
  ),
  errors: failures,
});
type Frame = z.infer<typeof frameSchema>;

const statusWord = messageStatusSchema.shape.status;
const phoneOf = phone.parse.bind(phone);

/** Reads one status of a message that was sent (facts §2.2). Never throws. */
export function readStatus(
  { raw, path }: Element,
  { change, contacts }: { change: Change; contacts: Contacts },
): MessageStatus | Unrecognised {
  const frame = readOr(frameSchema, raw);
  if (frame === undefined) return unread(change, { reason: 'unexpected_shape', path });
  const status = readOr(statusWord, frame.status.toLowerCase());
  if (status === undefined) return unread(change, { reason: 'unknown_status', path, name: frame.status });
  const isGroup = frame.recipient_type === 'group';
  return {
    type: 'message.status',
    number: change.number,
    at: frame.timestamp,
    id: frame.id,
    status,
    person: personOf(
      {
        userId: frame.recipient_user_id,
        parentUserId: frame.recipient_parent_user_id ?? frame.parent_recipient_user_id ?? frame.parent_user_id,
        phone: isGroup ? null : phoneOf(frame.recipient_id),
        identityHash: frame.recipient_identity_key_hash,
      },
      contacts,
    ),
    group: isGroup ? frame.recipient_id : null,
    participant: participantOf(frame, contacts),
    callbackData: frame.biz_opaque_callback_data,
    price: frame.pricing,
    pricingWindow: frame.conversation,
    failures: frame.errors,
  };
}

function participantOf(frame: Frame, contacts: Contacts): MessageStatus['participant'] {
  const number = frame.recipient_participant_id ?? frame.participant_recipient_id;
  const userId = frame.recipient_participant_user_id;
  if (number === null && userId === null) return null;
  return personOf({ userId, parentUserId: frame.recipient_participant_parent_user_id, phone: number }, contacts);
}
