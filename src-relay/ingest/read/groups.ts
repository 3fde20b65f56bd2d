import { z } from 'zod';

import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, elementsOf, readOr, unread, type Change, type Element, type ReadField } from './change.ts';
import { failures } from './failures.ts';
import { NO_CONTACTS, personOf } from './parties.ts';
import { flag, id, listOf, objectOrNulls, orNull, phone, seconds, username, word, words } from './scalars.ts';

const members = listOf(
  z
    .object({ input: words, wa_id: phone, user_id: id, username, errors: failures })
    .transform(({ input, wa_id: number, user_id: userId, username: name, errors }) => ({
      written: input,
      person: personOf({ userId, phone: number, username: name }, NO_CONTACTS),
      failures: errors,
    })),
);

const groupSchema = z.object({
  timestamp: seconds,
  group_id: id,
  request_id: id,
  type: z.string(),
  subject: words,
  description: words,
  invite_link: words,
  join_approval_mode: word,
  reason: word,
  initiated_by: word,
  join_request_id: words,
  added_participants: members,
  removed_participants: members,
  failed_participants: members,
  group_subject: objectOrNulls({ text: words }),
  group_description: objectOrNulls({ text: words }),
  profile_picture: orNull(z.object({ update_successful: flag, errors: failures })),
  errors: failures,
});
type Group = z.infer<typeof groupSchema>;
type ReadGroup = (group: Group, change: Change) => WebhookEvent;

function fieldOf(read: ReadGroup): ReadField {
  return asOne((change) =>
    elementsOf(change.value, 'groups').map((element: Element) => {
      const group = readOr(groupSchema, element.raw);
      return group === undefined
        ? unread(change, { reason: 'unexpected_shape', path: element.path })
        : read(group, change);
    }),
  );
}

function about({ timestamp: at, group_id: group, request_id: request }: Group, { number }: Change) {
  return { number, at, group, request };
}

/** The field `group_lifecycle_update` (facts §2.9). */
export const readGroupLifecycleField = fieldOf((group, change) => ({
  type: 'group.lifecycle',
  ...about(group, change),
  change: group.type.toLowerCase(),
  subject: group.subject,
  description: group.description,
  inviteLink: group.invite_link,
  approval: group.join_approval_mode,
  failures: group.errors,
}));

/** The field `group_participants_update` (facts §2.9). */
export const readGroupParticipantsField = fieldOf((group, change) => ({
  type: 'group.participants',
  ...about(group, change),
  change: group.type.toLowerCase(),
  reason: group.reason,
  initiator: group.initiated_by,
  joinRequest: group.join_request_id,
  added: group.added_participants,
  removed: group.removed_participants,
  failed: group.failed_participants,
  failures: group.errors,
}));

/** The field `group_settings_update` (facts §2.9). */
export const readGroupSettingsField = fieldOf((group, change) => ({
  type: 'group.settings',
  ...about(group, change),
  subject: group.group_subject.text,
  description: group.group_description.text,
  isPictureChanged: group.profile_picture?.update_successful ?? null,
  failures: [...group.errors, ...(group.profile_picture?.errors ?? [])],
}));

/** The field `group_status_update` (facts §2.9). */
export const readGroupStatusField = fieldOf((group, change) => ({
  type: 'group.status',
  ...about(group, change),
  change: group.type.toLowerCase(),
}));
