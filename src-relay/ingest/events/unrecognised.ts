import { z } from 'zod';

/** What a reader can find wrong with a part of a delivery. Few and fixed: it labels a metric. */
export const unreadReasonSchema = z.enum([
  'not_json',
  'not_envelope',
  'empty',
  'unexpected_shape',
  'unknown_field',
  'unknown_type',
  'unknown_event',
  'unknown_status',
  'unknown_content',
  'no_person',
]);
export type UnreadReason = z.infer<typeof unreadReasonSchema>;

/** What only the relay can find wrong, because it knows its inboxes and messages. */
export const foreignReasonSchema = z.enum(['unknown_number', 'not_our_message']);

/** Why a part of a delivery was kept without effect: it could not be read, or it is not ours. */
export type UnrecognisedReason = UnreadReason | z.infer<typeof foreignReasonSchema>;

/** A part that was not understood. It stands in the place of its event. */
export const unrecognisedSchema = z.strictObject({
  type: z.literal('unrecognised'),
  reason: unreadReasonSchema,
  /** Of the webhook; null where there is none. */
  field: z.string().nullable(),
  /** The path to it in the payload, such as `entry[0].changes[0].value.messages[2]`. */
  where: z.string(),
  /** The word that is not known, where it is a word. */
  name: z.string().nullable(),
});
export type Unrecognised = z.infer<typeof unrecognisedSchema>;
