import { z } from 'zod';
import type { Content } from './content.ts';
import type { AttachedMedia, MediaStore } from './media.ts';
import { kindOf, maxBytesOf } from './media-kinds.ts';
import { WorldRefusal } from './refusal.ts';
import { sampleFile, type SampleKind } from './sample-files.ts';

/**
 * What people can say, in Meta's own shape (facts §2.1), except that a file is given by its bytes instead of an id:
 * `{type: 'image', image: {caption: 'The lid', bytesBase64: '…', mime_type: 'image/jpeg'}}`. Without bytes it is a
 * small sample.
 */
const words = z.string().max(4096).regex(/\S/, 'nobody can send an empty message');
const caption = z.string().min(1).max(1024).optional();
const title = z.string().min(1).max(256);

const file = {
  bytesBase64: z.base64().optional(),
  mime_type: z.string().min(3).optional(),
};

const located = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: title.optional(),
  address: title.optional(),
  url: z.url().optional(),
});

const card = z.strictObject({
  name: z.strictObject({
    formatted_name: title,
    first_name: title.optional(),
    last_name: title.optional(),
    middle_name: title.optional(),
    prefix: title.optional(),
    suffix: title.optional(),
  }),
  phones: z
    .array(
      z.strictObject({
        phone: title.optional(),
        wa_id: title.optional(),
        user_id: title.optional(),
        type: title.optional(),
      }),
    )
    .optional(),
  emails: z.array(z.strictObject({ email: title.optional(), type: title.optional() })).optional(),
  addresses: z.array(z.record(z.string(), z.string())).optional(),
  urls: z.array(z.strictObject({ url: title.optional(), type: title.optional() })).optional(),
  org: z.record(z.string(), z.string()).optional(),
  birthday: z.iso.date().optional(),
  vcard: words.optional(),
  /** Of an answer to a request for contact info. */
  origin: z.enum(['contact_request', 'other']).optional(),
});

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button_reply'),
    button_reply: z.strictObject({ id: title, title }),
  }),
  z.strictObject({
    type: z.literal('list_reply'),
    list_reply: z.strictObject({ id: title, title, description: title.optional() }),
  }),
  z.strictObject({
    type: z.literal('nfm_reply'),
    /** `response_json` is a string that holds JSON. */
    nfm_reply: z.strictObject({ name: title, body: words, response_json: words.refine(isJson, 'a string of JSON') }),
  }),
  z.strictObject({
    type: z.literal('call_permission_reply'),
    call_permission_reply: z.strictObject({
      response: z.enum(['accept', 'reject']),
      is_permanent: z.boolean().optional(),
      expiration_timestamp: z.string().regex(/^\d+$/).optional(),
      response_source: z.enum(['user_action', 'automatic']),
    }),
  }),
]);

const order = z.strictObject({
  catalog_id: title,
  text: words.optional(),
  product_items: z
    .array(
      z.strictObject({
        product_retailer_id: title,
        quantity: z.union([z.number(), title]),
        item_price: z.union([z.number(), title]),
        currency: z.string().regex(/^[A-Z]{3}$/),
      }),
    )
    .min(1),
});

export const saidSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.strictObject({ body: words }) }),
  z.strictObject({ type: z.literal('image'), image: z.strictObject({ ...file, caption }).default({}) }),
  z.strictObject({ type: z.literal('video'), video: z.strictObject({ ...file, caption }).default({}) }),
  z.strictObject({
    type: z.literal('audio'),
    /** `voice`: recorded in the chat, not a file. */
    audio: z.strictObject({ ...file, voice: z.boolean().default(true) }).prefault({}),
  }),
  z.strictObject({
    type: z.literal('document'),
    document: z.strictObject({ ...file, filename: z.string().min(1).optional(), caption }).default({}),
  }),
  z.strictObject({
    type: z.literal('sticker'),
    sticker: z.strictObject({ ...file, animated: z.boolean().default(false) }).prefault({}),
  }),
  z.strictObject({ type: z.literal('location'), location: located }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(card).min(1) }),
  z.strictObject({ type: z.literal('interactive'), interactive }),
  /** A tap on a quick reply of a template. */
  z.strictObject({ type: z.literal('button'), button: z.strictObject({ payload: title, text: title }) }),
  z.strictObject({ type: z.literal('order'), order }),
]);
export type Said = z.infer<typeof saidSchema>;
export type SaidInput = z.input<typeof saidSchema>;

/** The content of a message that says this; its file, if there is one, is Meta's from now on. */
export function contentOf(said: Said, media: MediaStore): Content {
  switch (said.type) {
    case 'text':
      return { type: said.type, body: said.text };
    case 'image':
      return { type: said.type, body: attached(media, said.type, said.image) };
    case 'video':
      return { type: said.type, body: attached(media, said.type, said.video) };
    case 'audio':
      return { type: said.type, body: attached(media, said.type, said.audio) };
    case 'document':
      return { type: said.type, body: documentOf(media, said.document) };
    case 'sticker':
      return { type: said.type, body: attached(media, said.type, said.sticker) };
    case 'location':
      return { type: said.type, body: said.location };
    case 'contacts':
      return { type: said.type, body: said.contacts };
    case 'interactive':
      return { type: said.type, body: said.interactive };
    case 'button':
      return { type: said.type, body: said.button };
    case 'order':
      return { type: said.type, body: said.order };
    default:
      return said satisfies never;
  }
}

type GivenFile = { readonly bytesBase64?: string | undefined; readonly mime_type?: string | undefined };

function attached(media: MediaStore, kind: SampleKind, given: GivenFile): Readonly<Record<string, unknown>> {
  const { bytesBase64, mime_type: mimeType, ...rest } = given;
  const sample = sampleFile(kind);
  const bytes = bytesBase64 === undefined ? sample.bytes : Buffer.from(bytesBase64, 'base64');
  refuseUnfit(kind, bytes, mimeType ?? sample.mimeType);
  return { ...wireFile(media.attach({ bytes, mimeType: mimeType ?? sample.mimeType })), ...rest };
}

function documentOf(
  media: MediaStore,
  given: GivenFile & { readonly filename?: string | undefined },
): Readonly<Record<string, unknown>> {
  return attached(media, 'document', { filename: sampleFile('document').fileName, ...given });
}

function wireFile({ id, mimeType, sha256, url }: AttachedMedia): Readonly<Record<string, unknown>> {
  return { id, mime_type: mimeType, sha256, url };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the app would not send as this kind; as a document it sends any type (facts §5.4). */
function refuseUnfit(kind: SampleKind, bytes: Uint8Array, mimeType: string): void {
  if (kind !== 'document' && kindOf(mimeType) !== kind) {
    throw new WorldRefusal(`Nobody can send ${mimeType} as ${kind}: take another type, or send it as a document.`);
  }
  const mostBytes = maxBytesOf(kind, bytes);
  if (bytes.length <= mostBytes) return;
  throw new WorldRefusal(`${bytes.length} bytes are too many for this ${kind}: it may have ${mostBytes}.`);
}
