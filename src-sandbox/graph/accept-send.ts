import { businessDigits } from '../world/account.ts';
import { previewOf } from '../world/content.ts';
import type { ChatMessage } from '../world/conversations.ts';
import type { Customer } from '../world/customers.ts';
import { dialledNumber } from '../world/dialling.ts';
import { bsuidSchema, waIdSchema, type WaId } from '../world/ids.ts';
import type { PriceClass } from '../world/pricing.ts';
import type { AcceptedSend, Fate } from '../world/sends.ts';
import { isServiceWindowOpen } from '../world/service-window.ts';
import type { Template } from '../world/templates.ts';
import type { Json } from './graph-answer.ts';
import type { GraphDeps } from './graph-deps.ts';
import { badValue, type Refusal } from './graph-error.ts';
import type { WireSend } from './send-request.ts';
import { contentOf, filesOf } from './sent-content.ts';
import { fileRefusal, isFetchable, type SentFile } from './sent-file.ts';
import { checkTemplate } from './template-check.ts';

export type Acceptance =
  | { readonly kind: 'accepted'; readonly send: AcceptedSend }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

type Recipient = {
  readonly addressedBy: 'phone' | 'user_id';
  readonly input: string;
  readonly waId: WaId | undefined;
  readonly customer: Customer | undefined;
};

/** What the catalogue adds to a send that is a template. */
type FilledTemplate = { readonly template: Template; readonly text: string };

const REACT_WITHIN_MS = 30 * 24 * 60 * 60 * 1000;

/** Takes a well-formed send into the world, or refuses what Meta refuses at once: first the body's, then the chat's, then the recipient's. */
export function acceptSend(deps: GraphDeps, send: WireSend, forcedFate?: Fate): Acceptance {
  const checked = checkBody(deps, send);
  if (checked.kind === 'refused') return checked;
  const addressed = recipientOf(deps, send);
  if (addressed.kind === 'refused') return addressed;
  const { recipient } = addressed;
  const refusal =
    chatRefusal(deps, send, recipient.customer) ?? recipientRefusal(deps, recipient, checked.filled?.template);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const fate = forcedFate ?? fateOf(deps, recipient.customer, checked);
  if (fate.kind === 'fails' && fate.code === 131047 && deps.closedWindow() === 'answer') {
    return { kind: 'refused', refusal: { code: 131047 } };
  }
  const accepted = acceptedSend(deps, { send, recipient, fate, filled: checked.filled });
  record(deps, send, accepted);
  return { kind: 'accepted', send: accepted };
}

type SoundBody = {
  readonly kind: 'sound';
  readonly filled: FilledTemplate | undefined;
  readonly files: readonly SentFile[];
};

type BodyCheck = SoundBody | { readonly kind: 'refused'; readonly refusal: Refusal };

function checkBody(deps: GraphDeps, send: WireSend): BodyCheck {
  if (send.type !== 'template') return soundUnless(deps, filesOf(send), undefined);
  const check = checkTemplate(deps.templates, send.template);
  return check.kind === 'refused' ? check : soundUnless(deps, check.files, check);
}

function soundUnless({ media }: GraphDeps, files: readonly SentFile[], filled: FilledTemplate | undefined): BodyCheck {
  const refusal = files.map((file) => fileRefusal(media, file)).find((found) => found !== undefined);
  return refusal === undefined ? { kind: 'sound', filled, files } : { kind: 'refused', refusal };
}

/** What a reply quotes or a reaction stands on must be a message of this very chat. */
function chatRefusal(deps: GraphDeps, send: WireSend, customer: Customer | undefined): Refusal | undefined {
  const messageOf = (wamid: string): ChatMessage | undefined => {
    const message = deps.world.conversations.find(wamid);
    return message?.waId === customer?.waId ? message : undefined;
  };
  if (send.context !== undefined && messageOf(send.context.message_id) === undefined) {
    return badValue(`The message ${send.context.message_id} of the context is not known in this chat.`);
  }
  return send.type === 'reaction' ? reactionRefusal(messageOf(send.reaction.message_id), deps.time.nowMs()) : undefined;
}

/** The target is at most 30 days old and not deleted (facts §5.3). */
function reactionRefusal(target: ChatMessage | undefined, nowMs: number): Refusal | undefined {
  const isThere = target !== undefined && target.isRevoked !== true && nowMs <= target.atMs + REACT_WITHIN_MS;
  return isThere
    ? undefined
    : badValue('The message to react to is unknown in this chat, deleted, or older than 30 days.');
}

type Addressing =
  | { readonly kind: 'addressed'; readonly recipient: Recipient }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** `to` wins when `recipient` is there too (facts §3.4). */
function recipientOf({ world, account }: GraphDeps, { to, recipient = '' }: WireSend): Addressing {
  if (to === undefined) {
    if (!bsuidSchema.safeParse(recipient).success) return invalidRecipient(recipient);
    const customer = world.customers.byUserId(recipient);
    return { kind: 'addressed', recipient: { addressedBy: 'user_id', input: recipient, waId: undefined, customer } };
  }
  const dialled = waIdSchema.safeParse(dialledNumber(to, businessDigits(account)));
  if (!dialled.success) return invalidRecipient(to);
  const waId = dialled.data;
  const customer = world.customers.byWaId(waId);
  return { kind: 'addressed', recipient: { addressedBy: 'phone', input: to, waId, customer } };
}

function invalidRecipient(input: string): Addressing {
  return { kind: 'refused', refusal: badValue(`${input} is not a valid recipient.`) };
}

function recipientRefusal(deps: GraphDeps, recipient: Recipient, template: Template | undefined): Refusal | undefined {
  const { waId, customer, addressedBy } = recipient;
  if (waId === businessDigits(deps.account)) return { code: 131021 };
  if (addressedBy === 'user_id' && template?.category === 'AUTHENTICATION') return { code: 131062 };
  if (customer !== undefined && deps.world.blocks.has(customer)) return { code: 130403 };
  return deps.pairRate.hasRoom(pairOf(recipient)) ? undefined : { code: 131056 };
}

/** However they are addressed, and whether they have WhatsApp or not, one user has one pace. */
function pairOf({ customer, waId, input }: Pick<AcceptedSend, 'customer' | 'waId' | 'input'>): string {
  return customer?.waId ?? waId ?? input;
}

/**
 * Nobody with WhatsApp there: 131026, whose reason Meta hides. No more marketing: 131050. Window closed: 131047. A link that
 * can't be fetched: 131053.
 */
function fateOf(deps: GraphDeps, customer: Customer | undefined, { filled, files }: SoundBody): Fate {
  if (customer === undefined) return { kind: 'fails', code: 131026 };
  const code = unwelcomeCode(deps, customer, filled?.template);
  if (code !== undefined) return { kind: 'fails', code };
  const isWhole = files.every((file) => isFetchable(deps.media, file));
  return isWhole ? { kind: 'reaches' } : { kind: 'fails', code: 131053 };
}

function unwelcomeCode(deps: GraphDeps, customer: Customer, template: Template | undefined): number | undefined {
  if (template !== undefined) {
    return template.category === 'MARKETING' && deps.marketingStops.has(customer.userId) ? 131050 : undefined;
  }
  const lastInboundMs = deps.world.conversations.lastInboundMs(customer.waId);
  return isServiceWindowOpen(lastInboundMs, deps.time.nowMs()) ? undefined : 131047;
}

type AcceptedParts = {
  readonly send: WireSend;
  readonly recipient: Recipient;
  readonly fate: Fate;
  readonly filled: FilledTemplate | undefined;
};

function acceptedSend(deps: GraphDeps, { send, recipient, fate, filled }: AcceptedParts): AcceptedSend {
  const { waId, customer } = recipient;
  const content = contentOf(send);
  return {
    ...recipient,
    wamid: deps.ids.wamid(waId ?? customer?.waId ?? waIdSchema.parse(businessDigits(deps.account))),
    content,
    text: filled?.text ?? previewOf(content),
    replyTo: send.context?.message_id,
    bizOpaqueCallbackData: send.biz_opaque_callback_data,
    acceptedAtMs: deps.time.nowMs(),
    priceClass: priceClassOf(send, filled?.template),
    messageStatus: messageStatusOf(filled?.template),
    fate,
  };
}

function messageStatusOf(template: Template | undefined): AcceptedSend['messageStatus'] {
  if (template === undefined) return undefined;
  return template.isPaced === true ? 'held_for_quality_assessment' : 'accepted';
}

const classOfCategory = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;

function priceClassOf(send: WireSend, template: Template | undefined): PriceClass {
  if (template !== undefined) return classOfCategory[template.category];
  return send.type === 'reaction' ? 'uncounted' : 'service';
}

/** A reaction stands on its target; anything else is a message of the chat. */
function record({ world, throughput, pairRate }: GraphDeps, wire: WireSend, send: AcceptedSend): void {
  throughput.countSend();
  pairRate.countSend(pairOf(send));
  world.sends.record(send);
  if (send.customer === undefined) return;
  const { wamid, content, replyTo, acceptedAtMs: atMs, customer } = send;
  if (wire.type !== 'reaction') {
    const { waId } = customer;
    world.conversations.record({ author: 'api', wamid, waId, content, replyTo, atMs, status: 'accepted' });
  } else if (send.fate.kind === 'reaches') {
    world.conversations.react(wire.reaction.message_id, 'business', wire.reaction.emoji);
  }
}

/** The 200 answer: `wa_id` only if a phone was used, `user_id` only if a BSUID was (facts §3.4, §5.2). */
export function acceptanceBody(send: AcceptedSend): Json {
  const { input, messageStatus } = send;
  const contact = send.addressedBy === 'phone' ? { input, wa_id: send.waId } : { input, user_id: input };
  const status = messageStatus === undefined ? {} : { message_status: messageStatus };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: send.wamid, ...status }] };
}
