import { z } from 'zod';
import { emojiSchema } from '../world/emoji.ts';
import { waIdSchema, wamidSchema } from '../world/ids.ts';
import { disconnectionReasons } from '../world/number-connection.ts';
import { historyStatuses } from '../world/past-chats.ts';
import { saidSchema } from '../world/said.ts';
import { unsupportedCodes } from '../world/world.ts';
import { customerRefSchema } from './customer-ref.ts';

/** What the actions of people take: customers on their phones, and the owner on the business phone. */
const name = z.string().min(1).max(256).optional();
const text = z.string().max(4096).regex(/\S/, 'nobody can send an empty message');
/** Unix seconds, in the past; now, when left out. */
const atSeconds = z.int().min(0).optional();
/** Any message: also one from before onboarding, which nobody here knows. */
const replyTo = z.string().startsWith('wamid.').optional();
const forwarded = z.enum(['once', 'often']).optional();

const saying = {
  /** Short for a content of type text. */
  text: text.optional(),
  content: saidSchema.optional(),
  atSeconds,
  replyTo,
  forwarded,
};

function saysOneThing({ text: words, content }: { readonly text?: unknown; readonly content?: unknown }): boolean {
  return (words === undefined) !== (content === undefined);
}

const referral = z.strictObject({
  source_url: z.url(),
  source_id: z.string().min(1),
  source_type: z.enum(['ad', 'post']),
  headline: z.string().optional(),
  body: z.string().optional(),
  media_type: z.enum(['image', 'video']).optional(),
  image_url: z.url().optional(),
  video_url: z.url().optional(),
  thumbnail_url: z.url().optional(),
  ctwa_clid: z.string().optional(),
  welcome_message: z.strictObject({ text: z.string() }).optional(),
});

export const profileSchema = z.strictObject({
  customer: customerRefSchema,
  name,
  /** 3 to 35 of a-z, 0-9, dot and underscore, without @. */
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,35}$/)
    .optional(),
  hidesPhone: z.boolean().optional(),
  hidesReceipts: z.boolean().optional(),
  chatOpen: z.boolean().optional(),
  parentUserId: z
    .string()
    .regex(/^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/)
    .optional(),
});

export const customerWritesSchema = z
  .strictObject({
    from: customerRefSchema,
    name,
    ...saying,
    product: z.strictObject({ catalogId: z.string().min(1), productId: z.string().min(1) }).optional(),
    referral: referral.optional(),
  })
  .refine(saysOneThing, 'say either text or content');

export const ownerAnswersSchema = z
  .strictObject({ to: customerRefSchema, ...saying })
  .refine(saysOneThing, 'say either text or content');

export const editSchema = z.strictObject({ wamid: wamidSchema, text });
export const wamidOnlySchema = z.strictObject({ wamid: wamidSchema });
/** Without an emoji the reaction is taken back. */
export const reactionSchema = z.strictObject({ wamid: wamidSchema, emoji: emojiSchema.optional() });

export const unsupportedSchema = z.strictObject({
  from: customerRefSchema,
  name,
  code: z.literal(unsupportedCodes).default(131051),
  /** What it would have been: poll, edit, … */
  kind: z.string().min(1).optional(),
  atSeconds,
  referral: referral.optional(),
});
export const contentFollowsSchema = z.strictObject({ wamid: wamidSchema, content: saidSchema });

export const newNumberSchema = z.strictObject({ customer: customerRefSchema, to: waIdSchema });
export const customerOnlySchema = z.strictObject({ customer: customerRefSchema });

export const disconnectSchema = z.strictObject({
  reason: z.enum(disconnectionReasons).default('ACCOUNT_DISCONNECTED'),
});
export const contactSchema = z.strictObject({
  customer: customerRefSchema,
  fullName: z.string().min(1),
  firstName: z.string().min(1).optional(),
});
export const historyConsentSchema = z.strictObject({ shares: z.boolean() });

/** Past messages of one chat, as the phone keeps them from before onboarding. */
export const pastChatSchema = z.strictObject({
  customer: customerRefSchema,
  messages: z
    .array(
      z
        .strictObject({
          by: z.enum(['customer', 'owner']),
          text: text.optional(),
          content: saidSchema.optional(),
          atSeconds: z.int().min(0),
          status: z.enum(historyStatuses).default('READ'),
        })
        .refine(saysOneThing, 'say either text or content'),
    )
    .min(1)
    .max(10_000),
});

export type CustomerProfile = z.input<typeof profileSchema>;
export type CustomerWrites = z.input<typeof customerWritesSchema>;
export type OwnerAnswers = z.input<typeof ownerAnswersSchema>;
export type Unsupported = z.input<typeof unsupportedSchema>;
export type PastChat = z.input<typeof pastChatSchema>;
