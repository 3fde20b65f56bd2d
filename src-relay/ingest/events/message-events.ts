import { z } from 'zod';

import { contentSchema, contextSchema, referralSchema } from './content.ts';
import { failuresSchema, momentSchema, opaqueIdSchema, personSchema, wordsSchema } from './shared-shapes.ts';

const number = opaqueIdSchema.nullable();
const at = momentSchema.unwrap();
const id = opaqueIdSchema;
const person = personSchema;
const author = z.enum(['customer', 'phone']);
const context = contextSchema.nullable();

export const messageReceivedSchema = z.strictObject({
  type: z.literal('message.received'),
  number,
  at,
  id,
  person,
  group: opaqueIdSchema.nullable(),
  content: contentSchema,
  context,
  referral: referralSchema.nullable(),
  failures: failuresSchema,
});
export type MessageReceived = z.infer<typeof messageReceivedSchema>;

export const messageEchoedSchema = z.strictObject({
  type: z.literal('message.echoed'),
  number,
  at,
  id,
  person,
  group: opaqueIdSchema.nullable(),
  content: contentSchema,
  context,
  failures: failuresSchema,
});
export type MessageEchoed = z.infer<typeof messageEchoedSchema>;

const messageEditedSchema = z.strictObject({
  type: z.literal('message.edited'),
  number,
  at,
  id,
  author,
  person,
  target: id,
  content: contentSchema,
  context,
});

const messageRevokedSchema = z.strictObject({
  type: z.literal('message.revoked'),
  number,
  at,
  id,
  author,
  person,
  target: id,
});

/** `emoji` null takes the reaction back. */
const messageReactedSchema = z.strictObject({
  type: z.literal('message.reacted'),
  number,
  at,
  id,
  author,
  person,
  target: id,
  emoji: wordsSchema,
});

const priceSchema = z
  .strictObject({
    isBilled: z.boolean().nullable(),
    kind: wordsSchema,
    category: wordsSchema,
    model: wordsSchema,
  })
  .meta({ id: 'price' });

const pricingWindowSchema = z
  .strictObject({ id: wordsSchema, kind: wordsSchema, expiresAt: momentSchema })
  .meta({ id: 'pricing window' });

/** The first five say how far a message came; the others were seen by somebody once (facts §2.2). */
const statusWordSchema = z.enum([
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'pending',
  'deleted',
  'warning',
  'captured',
]);

export const messageStatusSchema = z.strictObject({
  type: z.literal('message.status'),
  number,
  at: momentSchema,
  id,
  status: statusWordSchema,
  person,
  group: opaqueIdSchema.nullable(),
  participant: personSchema.nullable(),
  callbackData: wordsSchema,
  price: priceSchema.nullable(),
  pricingWindow: pricingWindowSchema.nullable(),
  failures: failuresSchema,
});
export type MessageStatus = z.infer<typeof messageStatusSchema>;

/** Two identities of one customer: of the number, of the user id, or both (facts §3.5). */
const contactMovedSchema = z.strictObject({
  type: z.literal('contact.moved'),
  number,
  at: momentSchema,
  id: id.nullable(),
  change: z.enum(['phone', 'user_id']),
  before: person,
  after: person,
  note: wordsSchema,
});

/** The security code of a customer is another one (older data, facts §3.5). */
const contactIdentitySchema = z.strictObject({
  type: z.literal('contact.identity'),
  number,
  at,
  id,
  person,
  note: wordsSchema,
});

/** What one message or status of a webhook can mean. */
export const messageEventSchemas = [
  messageReceivedSchema,
  messageEchoedSchema,
  messageEditedSchema,
  messageRevokedSchema,
  messageReactedSchema,
  messageStatusSchema,
  contactMovedSchema,
  contactIdentitySchema,
] as const;
const messageEventSchema = z.discriminatedUnion('type', messageEventSchemas);
export type MessageEvent = z.infer<typeof messageEventSchema>;

/** A copy for an app that does not own the conversation: never answered, never applied as one's own (facts §2.10). */
export const standbyCopiedSchema = z.strictObject({
  type: z.literal('standby.copied'),
  number,
  copy: messageEventSchema,
});

/** Another app on the same number sent this; `content` comes from the body of its call. */
export const standbySentSchema = z.strictObject({
  type: z.literal('standby.sent'),
  number,
  at,
  id,
  person,
  content: contentSchema,
});

/** A message of the time before the number was connected. `status` null where the history does not say. */
export const messageImportedSchema = z.strictObject({
  type: z.literal('message.imported'),
  number,
  at,
  id,
  author,
  person,
  content: contentSchema,
  context,
  status: z.enum(['pending', 'sent', 'delivered', 'read', 'played', 'failed']).nullable(),
});
export type MessageImported = z.infer<typeof messageImportedSchema>;

/** An edit, a deletion or a reaction among the imported messages. */
export const historyCopiedSchema = z.strictObject({
  type: z.literal('history.copied'),
  number,
  copy: messageEventSchema,
});

/** How far the import is: `progress` in per cent; chunks of a phase are put in order by `chunk`. */
export const historyProgressedSchema = z.strictObject({
  type: z.literal('history.progressed'),
  number,
  phase: z.number().int().nullable(),
  chunk: z.number().int().nullable(),
  progress: z.number().nullable(),
});

/** The owner did not share the past conversations. */
export const historyDeclinedSchema = z.strictObject({
  type: z.literal('history.declined'),
  number,
  failures: failuresSchema,
});
