import { z } from 'zod';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';

/**
 * The provider's shapes, as little of them as we need: every object may grow, every list may hold what we do not know,
 * so lists are read element by element.
 */
export const envelopeSchema = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});
export const entrySchema = z.looseObject({ changes: z.array(z.unknown()) });
export const changeSchema = z.looseObject({
  field: z.string().regex(/^[a-z0-9_]{1,64}$/),
  value: z.looseObject({}),
});

/** Ids are opaque, and never more than visible ASCII. */
const providerIdSchema = z.string().regex(/^[\x21-\x7e]{1,512}$/);
const MS_PER_SECOND = 1000;

/** Seconds, as text or as a number. Gives epoch milliseconds. */
const secondsSchema = z
  .union([z.string().regex(/^\d{1,11}$/), z.number().int().nonnegative().max(99_999_999_999)])
  .transform((seconds) => epochMs(Number(seconds) * MS_PER_SECOND));

/** Digits with or without `+`. Gives E.164 with `+`. */
const phoneSchema = z
  .string()
  .regex(/^\+?\d{5,20}$/)
  .transform((phone) => `+${phone.replace('+', '')}`);

export const metadataSchema = z.looseObject({ phone_number_id: providerIdSchema });

export const contactSchema = z.looseObject({
  wa_id: phoneSchema.optional().catch(undefined),
  user_id: providerIdSchema.optional().catch(undefined),
  profile: z
    .looseObject({
      name: z.string().min(1).max(512).optional().catch(undefined),
      username: z.string().min(1).max(64).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type PayloadContact = z.infer<typeof contactSchema>;

/** Whom a message is from or to; used to find its contact, and to name who wrote. */
export const partySchema = z.looseObject({
  from: phoneSchema.optional().catch(undefined),
  from_user_id: providerIdSchema.optional().catch(undefined),
  to: phoneSchema.optional().catch(undefined),
  to_user_id: providerIdSchema.optional().catch(undefined),
});

export const messageSchema = partySchema.extend({
  id: providerIdSchema,
  timestamp: secondsSchema,
  type: z.string(),
  group_id: z.unknown().optional(),
  text: z.unknown().optional(),
});
export const textSchema = z.looseObject({ body: z.string() });

export const statusSchema = z.looseObject({
  id: providerIdSchema,
  status: z.string(),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
  errors: z
    .array(z.looseObject({ code: z.number().int().min(-2_147_483_648).max(2_147_483_647) }))
    .optional()
    .catch(undefined),
});
