import { toUnixSeconds } from '../time.ts';
import { businessDigits, type BusinessAccount } from '../world/account.ts';
import type { Content } from '../world/content.ts';
import type { Customer } from '../world/customers.ts';
import type { Wamid } from '../world/ids.ts';
import { numberUpdate, type Json, type WebhookUpdate } from './envelope.ts';

/** Between whom a message passes. `isPhoneShown`: whether Meta gives the customer's number away (facts §3.3). */
export type Parties = {
  readonly account: BusinessAccount;
  readonly customer: Customer;
  readonly isPhoneShown: boolean;
};

/** What an entry of `messages` or `message_echoes` says besides its parties. */
export type MessageItem = {
  readonly wamid: Wamid;
  readonly atMs: number;
  readonly type: string;
  /** What stands under the type's name; absent for what has no body. */
  readonly body?: Content['body'] | undefined;
  readonly context?: Json | undefined;
  readonly referral?: Json | undefined;
  readonly errors?: readonly Json[] | undefined;
};

/** What a customer sent, edited, deleted or reacted with (facts §2.1). */
export function inboundMessage(parties: Parties, item: MessageItem): WebhookUpdate {
  return numberUpdate(parties.account, 'messages', {
    contacts: [contactOf(parties)],
    messages: [{ ...senderOf(parties), ...wireItem(item) }],
  });
}

/** A message about the customer and not from them: it comes without `contacts` (facts §3.5). */
export function systemMessage(parties: Parties, item: MessageItem): WebhookUpdate {
  return numberUpdate(parties.account, 'messages', { messages: [{ ...senderOf(parties), ...wireItem(item) }] });
}

/** What the owner wrote, edited, deleted or reacted with on the phone (facts §2.3). */
export function phoneEcho(parties: Parties, item: MessageItem): WebhookUpdate {
  const { account, customer, isPhoneShown } = parties;
  const profile = customer.username === undefined ? {} : { profile: { username: customer.username } };
  return numberUpdate(account, 'smb_message_echoes', {
    contacts: [{ ...profile, ...(isPhoneShown ? { wa_id: customer.waId } : {}), ...idsOf(customer) }],
    message_echoes: [
      {
        from: businessDigits(account),
        ...(isPhoneShown ? { to: customer.waId } : {}),
        to_user_id: customer.userId,
        ...(customer.parentUserId === undefined ? {} : { to_parent_user_id: customer.parentUserId }),
        ...wireItem(item),
      },
    ],
  });
}

/** Trouble of the number that belongs to no message (facts §2.1). */
export function numberErrors(account: BusinessAccount, errors: readonly Json[]): WebhookUpdate {
  return numberUpdate(account, 'messages', { errors });
}

/** An element of `contacts`: a profile without a name or a username is left out. */
export function contactOf({ customer, isPhoneShown }: Parties): Json {
  const { name, username } = customer;
  const profile = { ...(name === undefined ? {} : { name }), ...(username === undefined ? {} : { username }) };
  return {
    ...(Object.keys(profile).length === 0 ? {} : { profile }),
    ...(isPhoneShown ? { wa_id: customer.waId } : {}),
    ...idsOf(customer),
  };
}

function idsOf({ userId, parentUserId }: Customer): Json {
  return { user_id: userId, ...(parentUserId === undefined ? {} : { parent_user_id: parentUserId }) };
}

function senderOf({ customer, isPhoneShown }: Parties): Json {
  return {
    ...(isPhoneShown ? { from: customer.waId } : {}),
    from_user_id: customer.userId,
    ...(customer.parentUserId === undefined ? {} : { from_parent_user_id: customer.parentUserId }),
  };
}

function wireItem({ wamid, atMs, type, body, context, referral, errors }: MessageItem): Json {
  return {
    ...(context === undefined ? {} : { context }),
    id: wamid,
    timestamp: toUnixSeconds(atMs),
    ...(body === undefined ? {} : { [type]: body }),
    type,
    ...(referral === undefined ? {} : { referral }),
    ...(errors === undefined ? {} : { errors }),
  };
}
