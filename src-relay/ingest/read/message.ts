import { z } from 'zod';

import type { Context, Referral } from '../events/content.ts';
import type { MessageEvent } from '../events/message-events.ts';
import type { Person } from '../events/shared-shapes.ts';
import type { Unrecognised } from '../events/unrecognised.ts';
import { readOr, unread, type Change, type Element } from './change.ts';
import { readContent, type ContentReading } from './content.ts';
import { failures } from './failures.ts';
import { isNobody, personOf, type Contacts } from './parties.ts';
import { flag, id, objectOrNulls, orNull, phone, requiredId, requiredSeconds, word, words } from './scalars.ts';
import { readSystemMessage } from './system-message.ts';

export type Author = 'customer' | 'phone';

const contextSchema = z
  .object({
    id,
    from: phone,
    forwarded: flag,
    frequently_forwarded: flag,
    referred_product: objectOrNulls({ catalog_id: words, product_retailer_id: words }),
  })
  .transform((context): Context | null => {
    const { catalog_id: catalog, product_retailer_id: product } = context.referred_product;
    const read: Context = {
      quoted: context.id,
      quotedFrom: context.from,
      forwarded: context.frequently_forwarded === true ? 'often' : context.forwarded === true ? 'once' : null,
      catalog,
      product,
    };
    return Object.values(read).every((value) => value === null) ? null : read;
  });

const referralSchema = z
  .object({
    source_type: word,
    source_id: words,
    source_url: words,
    headline: words,
    body: words,
    media_type: word,
    image_url: words,
    video_url: words,
    thumbnail_url: words,
    ctwa_clid: words,
    welcome_message: objectOrNulls({ text: words }),
  })
  .transform((referral): Referral => ({
    source: referral.source_type,
    sourceId: referral.source_id,
    sourceUrl: referral.source_url,
    headline: referral.headline,
    body: referral.body,
    mediaKind: referral.media_type,
    imageUrl: referral.image_url,
    videoUrl: referral.video_url,
    thumbnailUrl: referral.thumbnail_url,
    clickId: referral.ctwa_clid,
    greeting: referral.welcome_message.text,
  }));

/** What every message has, whoever wrote it. Its body stands under the key that is named as its type. */
const frameSchema = z.looseObject({
  id: requiredId,
  timestamp: requiredSeconds,
  type: z.string(),
  from: phone,
  from_user_id: id,
  from_parent_user_id: id,
  to: phone,
  to_user_id: id,
  to_parent_user_id: id,
  group_id: id,
  context: orNull(contextSchema),
  referral: orNull(referralSchema),
  errors: failures,
});
export type Frame = z.infer<typeof frameSchema>;

const editSchema = z.object({
  edit: z.object({
    original_message_id: requiredId,
    message: z.looseObject({ type: z.string(), context: orNull(contextSchema) }),
  }),
});
const revokeSchema = z.object({ revoke: z.object({ original_message_id: requiredId }) });
const reactionSchema = z.object({ reaction: z.object({ message_id: requiredId, emoji: words }) });

/** What a message can mean, with what could not be read of it. */
export type MessageReading = readonly (MessageEvent | Unrecognised)[];

export type MessageTask = {
  readonly change: Change;
  readonly contacts: Contacts;
  readonly author: Author;
  /** The customer, where something beside the message says more of them. */
  readonly customer?: Person | undefined;
};

/** Reads one message of a customer or of the phone (facts §2.1, §2.3). Never throws. */
export function readMessage({ raw, path }: Element, task: MessageTask): MessageReading {
  const frame = readOr(frameSchema, raw);
  if (frame === undefined) return [unread(task.change, { reason: 'unexpected_shape', path })];
  if (frame.type === 'system') return readSystemMessage(frame, { ...task, path });
  const person = customerOf(frame, task);
  if (isNobody(person)) return [unread(task.change, { reason: 'no_person', path, name: frame.type })];
  const read = ABOUT_ANOTHER.get(frame.type) ?? readArrival;
  return read({ frame, person, path }, task);
}

function customerOf(frame: Frame, { author, customer, contacts }: MessageTask): Person {
  const own =
    author === 'customer'
      ? { userId: frame.from_user_id, parentUserId: frame.from_parent_user_id, phone: frame.from }
      : { userId: frame.to_user_id, parentUserId: frame.to_parent_user_id, phone: frame.to };
  return customer ?? personOf(own, contacts);
}

type Framed = { readonly frame: Frame; readonly person: Person; readonly path: string };
type ReadFramed = (framed: Framed, task: MessageTask) => MessageReading;

/** Messages that say something of another one. */
const ABOUT_ANOTHER: ReadonlyMap<string, ReadFramed> = new Map<string, ReadFramed>([
  ['edit', readEdit],
  ['revoke', readRevoke],
  ['reaction', readReaction],
]);

function readArrival({ frame, person, path }: Framed, { change, author }: MessageTask): MessageReading {
  const reading = readContent(frame.type, frame);
  const what = { number: change.number, at: frame.timestamp, id: frame.id, person, group: frame.group_id };
  const said = { content: reading.content, context: frame.context };
  const event: MessageEvent =
    author === 'customer'
      ? { type: 'message.received', ...what, ...said, referral: frame.referral, failures: frame.errors }
      : { type: 'message.echoed', ...what, ...said, failures: frame.errors };
  return [event, ...doubtsOf(reading, { change, path })];
}

function doubtsOf({ doubt }: ContentReading, { change, path }: { change: Change; path: string }): Unrecognised[] {
  return doubt === null ? [] : [unread(change, { ...doubt, path })];
}

function about({ frame, person }: Framed, { change, author }: MessageTask) {
  return { number: change.number, at: frame.timestamp, id: frame.id, author, person };
}

function readEdit(framed: Framed, task: MessageTask): MessageReading {
  const { frame, path } = framed;
  const parsed = editSchema.safeParse(frame);
  if (!parsed.success) return [unread(task.change, { reason: 'unexpected_shape', path, name: frame.type })];
  const { original_message_id: target, message } = parsed.data.edit;
  const reading = readContent(message.type, message);
  return [
    { type: 'message.edited', ...about(framed, task), target, content: reading.content, context: message.context },
    ...doubtsOf(reading, { change: task.change, path: `${path}.edit.message` }),
  ];
}

function readRevoke(framed: Framed, task: MessageTask): MessageReading {
  const { frame, path } = framed;
  const parsed = revokeSchema.safeParse(frame);
  if (!parsed.success) return [unread(task.change, { reason: 'unexpected_shape', path, name: frame.type })];
  const { original_message_id: target } = parsed.data.revoke;
  return [{ type: 'message.revoked', ...about(framed, task), target }];
}

function readReaction(framed: Framed, task: MessageTask): MessageReading {
  const { frame, path } = framed;
  const parsed = reactionSchema.safeParse(frame);
  if (!parsed.success) return [unread(task.change, { reason: 'unexpected_shape', path, name: frame.type })];
  const { message_id: target, emoji } = parsed.data.reaction;
  return [{ type: 'message.reacted', ...about(framed, task), target, emoji }];
}
