import type { BusinessAccount } from '../world/account.ts';
import { businessDigits } from '../world/account.ts';
import { textContent } from '../world/content.ts';
import type { Customer } from '../world/customers.ts';
import { dialledNumber } from '../world/dialling.ts';
import { waIdSchema, type Ids, type WaId } from '../world/ids.ts';
import type { AcceptedSend, Fate } from '../world/sends.ts';
import { isServiceWindowOpen } from '../world/service-window.ts';
import type { World } from '../world/world.ts';
import type { Refusal } from './graph-error.ts';
import type { TextSend } from './send-request.ts';

export const closedWindowAnswers = ['status', 'answer'] as const;

/**
 * How 131047 is reported: as a `failed` status after an accepting 200, or in the answer itself with HTTP 400. Facts
 * §5.9 know both ways for the same code; a relay must take either.
 */
export type ClosedWindowAnswer = (typeof closedWindowAnswers)[number];

export type Acceptance =
  | { readonly kind: 'accepted'; readonly send: AcceptedSend }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type AcceptDeps = {
  readonly account: BusinessAccount;
  readonly world: World;
  readonly ids: Ids;
  readonly nowMs: () => number;
  readonly closedWindow: () => ClosedWindowAnswer;
};

type Recipient = { readonly waId: WaId | undefined; readonly customer: Customer | undefined };

/** Takes a well-formed send into the world, or refuses what Meta refuses at once. */
export function acceptSend(deps: AcceptDeps, send: TextSend, forcedFate?: Fate): Acceptance {
  const recipient = recipientOf(deps, send);
  if (recipient === undefined) {
    return { kind: 'refused', refusal: { code: 131009, details: `${send.address.input} is not a valid recipient.` } };
  }
  if (recipient.waId === businessDigits(deps.account)) return { kind: 'refused', refusal: { code: 131021 } };
  const fate = forcedFate ?? fateOf(deps, recipient.customer);
  if (fate.kind === 'fails' && fate.code === 131047 && deps.closedWindow() === 'answer') {
    return { kind: 'refused', refusal: { code: 131047 } };
  }
  const accepted = acceptedSend(deps, { send, recipient, fate });
  record(deps.world, accepted);
  return { kind: 'accepted', send: accepted };
}

function recipientOf(deps: AcceptDeps, send: TextSend): Recipient | undefined {
  const { by, input } = send.address;
  if (by === 'user_id') return { waId: undefined, customer: deps.world.customers.byUserId(input) };
  const dialled = waIdSchema.safeParse(dialledNumber(input, businessDigits(deps.account)));
  if (!dialled.success) return undefined;
  return { waId: dialled.data, customer: deps.world.customers.byWaId(dialled.data) };
}

/** Nobody with WhatsApp there: 131026, whose reason Meta hides. Over 24 hours since they wrote: 131047. */
function fateOf(deps: AcceptDeps, customer: Customer | undefined): Fate {
  if (customer === undefined) return { kind: 'fails', code: 131026 };
  const lastInboundMs = deps.world.conversations.lastInboundMs(customer.waId);
  if (!isServiceWindowOpen(lastInboundMs, deps.nowMs())) return { kind: 'fails', code: 131047 };
  return { kind: 'reaches' };
}

function acceptedSend(
  deps: AcceptDeps,
  parts: { readonly send: TextSend; readonly recipient: Recipient; readonly fate: Fate },
): AcceptedSend {
  const { send, recipient, fate } = parts;
  const party = recipient.waId ?? recipient.customer?.waId ?? waIdSchema.parse(businessDigits(deps.account));
  return {
    wamid: deps.ids.wamid(party),
    input: send.address.input,
    addressedBy: send.address.by,
    waId: recipient.waId,
    customer: recipient.customer,
    text: send.text,
    replyTo: send.replyTo,
    bizOpaqueCallbackData: send.bizOpaqueCallbackData,
    acceptedAtMs: deps.nowMs(),
    fate,
  };
}

function record(world: World, send: AcceptedSend): void {
  world.sends.record(send);
  if (send.customer === undefined) return;
  const { wamid, text, replyTo, acceptedAtMs: atMs } = send;
  const content = textContent(text);
  const { waId } = send.customer;
  world.conversations.record({ author: 'api', wamid, waId, content, replyTo, atMs, status: 'accepted' });
}

/** The 200 answer: `wa_id` only if a phone was used, `user_id` only if a BSUID was (facts §3.4, §5.2). */
export function acceptanceBody(send: AcceptedSend): Readonly<Record<string, unknown>> {
  const contact =
    send.addressedBy === 'phone' ? { input: send.input, wa_id: send.waId } : { input: send.input, user_id: send.input };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: send.wamid }] };
}
