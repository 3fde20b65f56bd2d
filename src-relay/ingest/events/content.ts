import { z } from 'zod';

import { opaqueIdSchema, phoneSchema, momentSchema, wordsSchema } from './shared-shapes.ts';

/** A file at the provider. `id` is null where it could not be fetched; then the message's failures say why. */
const mediaSchema = z
  .strictObject({
    id: opaqueIdSchema.nullable(),
    mimeType: wordsSchema,
    sha256: wordsSchema,
    url: wordsSchema,
  })
  .meta({ id: 'media' });

export const cardSchema = z
  .strictObject({
    name: z
      .strictObject({
        full: wordsSchema,
        first: wordsSchema,
        middle: wordsSchema,
        last: wordsSchema,
        prefix: wordsSchema,
        suffix: wordsSchema,
      })
      .meta({ id: 'card name' }),
    phones: z.array(
      z
        .strictObject({
          written: wordsSchema,
          phone: phoneSchema.nullable(),
          userId: opaqueIdSchema.nullable(),
          label: wordsSchema,
        })
        .meta({ id: 'card phone' }),
    ),
    emails: z.array(z.strictObject({ email: wordsSchema, label: wordsSchema }).meta({ id: 'card email' })),
    addresses: z.array(
      z
        .strictObject({
          street: wordsSchema,
          city: wordsSchema,
          state: wordsSchema,
          zip: wordsSchema,
          country: wordsSchema,
          countryCode: wordsSchema,
          label: wordsSchema,
        })
        .meta({ id: 'card address' }),
    ),
    urls: z.array(z.strictObject({ url: wordsSchema, label: wordsSchema }).meta({ id: 'card url' })),
    organisation: z
      .strictObject({ company: wordsSchema, department: wordsSchema, title: wordsSchema })
      .meta({ id: 'card organisation' })
      .nullable(),
    birthday: wordsSchema,
    vcard: wordsSchema,
    origin: wordsSchema,
  })
  .meta({ id: 'card' });
export type Card = z.infer<typeof cardSchema>;

const orderItemSchema = z
  .strictObject({
    product: wordsSchema,
    quantity: z.number().nullable(),
    price: z.number().nullable(),
    currency: wordsSchema,
  })
  .meta({ id: 'order item' });

function content<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) {
  return z.strictObject({ kind: z.literal(kind), ...shape }).meta({ id: `content ${kind}` });
}

const caption = wordsSchema;
const media = mediaSchema;

/** What a message says (facts §2.1, and §2.10 for copies of what another app sent). */
export const contentSchema = z.discriminatedUnion('kind', [
  content('text', { text: z.string() }),
  content('image', { media, caption }),
  content('video', { media, caption }),
  content('audio', { media, isVoiceNote: z.boolean() }),
  content('document', { media, caption, filename: wordsSchema }),
  content('sticker', { media, isAnimated: z.boolean() }),
  content('location', {
    latitude: z.number(),
    longitude: z.number(),
    name: wordsSchema,
    address: wordsSchema,
    url: wordsSchema,
  }),
  content('contacts', { cards: z.array(cardSchema), origin: wordsSchema }),
  content('choice', {
    source: z.enum(['buttons', 'list', 'template']),
    id: wordsSchema,
    title: wordsSchema,
    description: wordsSchema,
  }),
  content('form', { name: wordsSchema, text: wordsSchema, answers: wordsSchema }),
  content('call_permission', {
    answer: wordsSchema,
    isPermanent: z.boolean().nullable(),
    expiresAt: momentSchema,
    source: wordsSchema,
  }),
  content('order', { catalog: wordsSchema, text: wordsSchema, items: z.array(orderItemSchema) }),
  content('template', { name: wordsSchema, language: wordsSchema }),
  content('prompt', { name: wordsSchema, text: wordsSchema }),
  content('placeholder', { name: z.string() }),
  content('unsupported', { name: wordsSchema }),
  content('unreadable', { name: z.string() }),
]);
export type Content = z.infer<typeof contentSchema>;

/** What a message answers, or that it was passed on. */
export const contextSchema = z
  .strictObject({
    quoted: opaqueIdSchema.nullable(),
    quotedFrom: phoneSchema.nullable(),
    forwarded: z.enum(['once', 'often']).nullable(),
    catalog: wordsSchema,
    product: wordsSchema,
  })
  .meta({ id: 'context' });
export type Context = z.infer<typeof contextSchema>;

/** Which advertisement or post brought the customer (facts §2.1). */
export const referralSchema = z
  .strictObject({
    source: wordsSchema,
    sourceId: wordsSchema,
    sourceUrl: wordsSchema,
    headline: wordsSchema,
    body: wordsSchema,
    mediaKind: wordsSchema,
    imageUrl: wordsSchema,
    videoUrl: wordsSchema,
    thumbnailUrl: wordsSchema,
    clickId: wordsSchema,
    greeting: wordsSchema,
  })
  .meta({ id: 'referral' });
export type Referral = z.infer<typeof referralSchema>;
