import { z } from 'zod';
import type { Refusal } from './graph-error.ts';
import { issueOf, refusalOf } from './schema-refusal.ts';
import { contactsBodySchema } from './send-bodies/contacts.ts';
import { interactiveBodySchema, isUnavailable } from './send-bodies/interactive.ts';
import { locationBodySchema } from './send-bodies/location.ts';
import { audioBodySchema, captionedBodySchema, documentBodySchema, stickerBodySchema } from './send-bodies/media.ts';
import { reactionBodySchema } from './send-bodies/reaction.ts';
import { templateBodySchema } from './send-bodies/template.ts';
import { textBodySchema } from './send-bodies/text.ts';

const LONGEST_CALLBACK_DATA = 512;

/** May stand in any body (facts §5.1); `authorise` has looked at it. */
const proof = { appsecret_proof: z.string().optional() };

/** Facts §5.2; another key is refused. Groups are no matter of a coexistence number (facts §4.5). */
const frame = {
  ...proof,
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  context: z.strictObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(LONGEST_CALLBACK_DATA).optional(),
};

const sendSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ ...frame, type: z.literal('text'), text: textBodySchema }),
    z.strictObject({ ...frame, type: z.literal('image'), image: captionedBodySchema }),
    z.strictObject({ ...frame, type: z.literal('video'), video: captionedBodySchema }),
    z.strictObject({ ...frame, type: z.literal('audio'), audio: audioBodySchema }),
    z.strictObject({ ...frame, type: z.literal('document'), document: documentBodySchema }),
    z.strictObject({ ...frame, type: z.literal('sticker'), sticker: stickerBodySchema }),
    z.strictObject({ ...frame, type: z.literal('location'), location: locationBodySchema }),
    z.strictObject({ ...frame, type: z.literal('contacts'), contacts: contactsBodySchema }),
    z.strictObject({ ...frame, type: z.literal('reaction'), reaction: reactionBodySchema }),
    z.strictObject({ ...frame, type: z.literal('interactive'), interactive: interactiveBodySchema }),
    z.strictObject({ ...frame, type: z.literal('template'), template: templateBodySchema }),
  ])
  .superRefine(({ to, recipient }, context) => {
    if (to === undefined && recipient === undefined) {
      context.addIssue(issueOf(131008, 'The parameter to is required.', ['to']));
    }
  });

/** A well-formed send, in the wire's own shape. */
export type WireSend = z.infer<typeof sendSchema>;

const markReadSchema = z.strictObject({
  ...proof,
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

export type MessagesRequest =
  | { readonly kind: 'send'; readonly send: WireSend }
  | { readonly kind: 'mark-read'; readonly wamid: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads the body of `POST /{PHONE_ID}/messages` the way Meta does: what it can't take is refused with a code. */
export function readMessagesRequest(body: Readonly<Record<string, unknown>>): MessagesRequest {
  return 'status' in body ? readMarkRead(body) : readSend(body);
}

function readMarkRead(body: Readonly<Record<string, unknown>>): MessagesRequest {
  const parsed = markReadSchema.safeParse(body);
  if (!parsed.success) return { kind: 'refused', refusal: refusalOf(parsed.error, body) };
  return { kind: 'mark-read', wamid: parsed.data.message_id };
}

function readSend(body: Readonly<Record<string, unknown>>): MessagesRequest {
  if (body['type'] === 'interactive' && isUnavailable(body['interactive'])) {
    const details = 'This type of interactive message is not available to numbers of the WhatsApp Business app.';
    return { kind: 'refused', refusal: { code: 131051, details } };
  }
  const parsed = sendSchema.safeParse(body);
  if (!parsed.success) return { kind: 'refused', refusal: refusalOf(parsed.error, body) };
  return { kind: 'send', send: parsed.data };
}
