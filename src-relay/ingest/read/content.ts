import { z } from 'zod';

import type { Content } from '../events/content.ts';
import type { UnreadReason } from '../events/unrecognised.ts';
import { cardsSchema } from './cards.ts';
import { decimal, requiredDecimal, flag, id, listOf, objectOrNulls, orNull, seconds, word, words } from './scalars.ts';

const fileFields = { id, mime_type: words, sha256: words, url: words, link: words, caption: words };
type File = z.infer<z.ZodObject<typeof fileFields>>;

/** `link` is what a sender gave in place of an id. */
function mediaOf({ id: mediaId, mime_type: mimeType, sha256, url, link }: File) {
  return { id: mediaId, mimeType, sha256, url: url ?? link };
}

const file = z.object(fileFields);
const text = z
  .object({ text: z.object({ body: z.string() }) })
  .transform(({ text: { body } }): Content => ({ kind: 'text', text: body }));
const image = z
  .object({ image: file })
  .transform(({ image: one }): Content => ({ kind: 'image', media: mediaOf(one), caption: one.caption }));
const video = z
  .object({ video: file })
  .transform(({ video: one }): Content => ({ kind: 'video', media: mediaOf(one), caption: one.caption }));
const audio = z
  .object({ audio: file.extend({ voice: flag }) })
  .transform(({ audio: one }): Content => ({ kind: 'audio', media: mediaOf(one), isVoiceNote: one.voice ?? false }));
const voice = z
  .object({ voice: file })
  .transform(({ voice: one }): Content => ({ kind: 'audio', media: mediaOf(one), isVoiceNote: true }));
const document = z.object({ document: file.extend({ filename: words }) }).transform(({ document: one }): Content => ({
  kind: 'document',
  media: mediaOf(one),
  caption: one.caption,
  filename: one.filename,
}));
const sticker = z.object({ sticker: file.extend({ animated: flag }) }).transform(({ sticker: one }): Content => ({
  kind: 'sticker',
  media: mediaOf(one),
  isAnimated: one.animated ?? false,
}));

const location = z
  .object({
    location: z.object({
      latitude: requiredDecimal,
      longitude: requiredDecimal,
      name: words,
      address: words,
      url: words,
    }),
  })
  .transform(({ location: one }): Content => ({ kind: 'location', ...one }));

const contacts = z
  .object({ contacts: cardsSchema, origin: words })
  .transform(({ contacts: cards, origin }): Content => ({
    kind: 'contacts',
    cards,
    origin: origin ?? cards.find((card) => card.origin !== null)?.origin ?? null,
  }));

const button = z
  .object({ button: z.object({ payload: words, text: words }) })
  .transform(({ button: one }): Content => ({
    kind: 'choice',
    source: 'template',
    id: one.payload,
    title: one.text,
    description: null,
  }));

const order = z
  .object({
    order: z.object({
      catalog_id: words,
      text: words,
      product_items: listOf(
        z.object({ product_retailer_id: words, quantity: decimal, item_price: decimal, currency: words }),
      ),
    }),
  })
  .transform(({ order: one }): Content => ({
    kind: 'order',
    catalog: one.catalog_id,
    text: one.text,
    items: one.product_items.map((item) => ({
      product: item.product_retailer_id,
      quantity: item.quantity,
      price: item.item_price,
      currency: item.currency,
    })),
  }));

const choiceFields = z.object({ id: words, title: words, description: words });

function interactive<Schema extends z.ZodType>(reply: Schema) {
  return z.object({ interactive: reply });
}

const buttonReply = interactive(z.object({ button_reply: choiceFields })).transform(
  ({ interactive: { button_reply: reply } }): Content => ({ kind: 'choice', source: 'buttons', ...reply }),
);
const listReply = interactive(z.object({ list_reply: choiceFields })).transform(
  ({ interactive: { list_reply: reply } }): Content => ({ kind: 'choice', source: 'list', ...reply }),
);
const formReply = interactive(
  z.object({ nfm_reply: z.object({ name: words, body: words, response_json: words }) }),
).transform(({ interactive: { nfm_reply: reply } }): Content => ({
  kind: 'form',
  name: reply.name,
  text: reply.body,
  answers: reply.response_json,
}));
const callPermissionReply = interactive(
  z.object({
    call_permission_reply: z.object({
      response: word,
      is_permanent: flag,
      expiration_timestamp: seconds,
      response_source: word,
    }),
  }),
).transform(({ interactive: { call_permission_reply: reply } }): Content => ({
  kind: 'call_permission',
  answer: reply.response,
  isPermanent: reply.is_permanent,
  expiresAt: reply.expiration_timestamp,
  source: reply.response_source,
}));

const unsupported = z
  .object({ unsupported: objectOrNulls({ type: words }) })
  .transform(({ unsupported: { type } }): Content => ({ kind: 'unsupported', name: type }));

function placeholder(name: string) {
  return z.unknown().transform((): Content => ({ kind: 'placeholder', name }));
}

const CONTENTS: ReadonlyMap<string, z.ZodType<Content>> = new Map<string, z.ZodType<Content>>([
  ['text', text],
  ['image', image],
  ['video', video],
  ['audio', audio],
  ['voice', voice],
  ['document', document],
  ['sticker', sticker],
  ['location', location],
  ['contacts', contacts],
  ['button', button],
  ['order', order],
  ['interactive', z.never()],
  ['interactive/button_reply', buttonReply],
  ['interactive/list_reply', listReply],
  ['interactive/nfm_reply', formReply],
  ['interactive/call_permission_reply', callPermissionReply],
  ['interactive/payment_method', placeholder('payment_method')],
  ['interactive/payment_notification', placeholder('payment_notification')],
  ['unsupported', unsupported],
  ['ephemeral', placeholder('ephemeral')],
  ['media_placeholder', placeholder('media_placeholder')],
  ['request_welcome', placeholder('request_welcome')],
  ['unknown', placeholder('unknown')],
]);

/** What a message says, and why it could not be read where it is `unreadable`. */
export type ContentReading = { readonly content: Content; readonly doubt: Doubt | null };
export type Doubt = { readonly reason: UnreadReason; readonly name: string };

/** Takes a message of a type; its body stands under the key that is named as the type. Never throws. */
export function readContent(type: string, message: unknown): ContentReading {
  const name = nameOf(type, message);
  return read(CONTENTS.get(name), { name, message });
}

/** The body of a call that sent a message, as copies for other apps hold it (facts §2.10). Never throws. */
export function readSentContent(type: string, message: unknown): ContentReading {
  const schema = SENT_CONTENTS.get(type);
  return schema === undefined ? readContent(type, message) : read(schema, { name: type, message });
}

const interactiveTypeSchema = z.object({ interactive: z.object({ type: z.string() }) });

/** Answers to buttons, lists and forms are told apart by a type of their own: `interactive/list_reply`. */
function nameOf(type: string, message: unknown): string {
  if (type !== 'interactive') return type;
  const parsed = interactiveTypeSchema.safeParse(message);
  return parsed.success ? `interactive/${parsed.data.interactive.type}` : type;
}

type Named = { readonly name: string; readonly message: unknown };

function read(schema: z.ZodType<Content> | undefined, { name, message }: Named): ContentReading {
  const parsed = schema?.safeParse(message);
  if (parsed?.success === true) return { content: parsed.data, doubt: null };
  const reason = schema === undefined ? 'unknown_type' : 'unexpected_shape';
  return { content: { kind: 'unreadable', name }, doubt: { reason, name } };
}

const SENT_CONTENTS: ReadonlyMap<string, z.ZodType<Content>> = new Map<string, z.ZodType<Content>>([
  [
    'template',
    z
      .object({ template: z.object({ name: words, language: orNull(z.object({ code: words })) }) })
      .transform(({ template: { name, language } }): Content => ({
        kind: 'template',
        name,
        language: language?.code ?? null,
      })),
  ],
  [
    'interactive',
    z
      .object({ interactive: z.object({ type: words, body: objectOrNulls({ text: words }) }) })
      .transform(({ interactive: { type, body } }): Content => ({ kind: 'prompt', name: type, text: body.text })),
  ],
  ['reaction', placeholder('reaction')],
]);
