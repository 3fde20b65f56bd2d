import { toUnixSeconds } from '../time.ts';
import { businessDigits, type BusinessAccount } from '../world/account.ts';
import type { CustomerMessage, PhoneMessage } from '../world/conversations.ts';
import type { Customer } from '../world/customers.ts';

export type WebhookPayload = Readonly<Record<string, unknown>>;

/** Shapes from facts §1.4. `entry[].time` is absent on message fields. */
export function envelope(
  account: BusinessAccount,
  field: string,
  content: Readonly<Record<string, unknown>>,
): WebhookPayload {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: account.displayPhoneNumber, phone_number_id: account.phoneNumberId },
    ...content,
  };
  return { object: 'whatsapp_business_account', entry: [{ id: account.wabaId, changes: [{ value, field }] }] };
}

/** Facts §2.1. */
export function inboundText(account: BusinessAccount, customer: Customer, message: CustomerMessage): WebhookPayload {
  return envelope(account, 'messages', {
    contacts: [contactOf(customer)],
    messages: [
      {
        from: customer.waId,
        from_user_id: customer.userId,
        id: message.wamid,
        timestamp: toUnixSeconds(message.atMs),
        text: { body: message.text },
        type: 'text',
      },
    ],
  });
}

/** Facts §2.3. */
export function phoneEcho(account: BusinessAccount, customer: Customer, message: PhoneMessage): WebhookPayload {
  return envelope(account, 'smb_message_echoes', {
    contacts: [{ wa_id: customer.waId, user_id: customer.userId }],
    message_echoes: [
      {
        from: businessDigits(account),
        to: customer.waId,
        to_user_id: customer.userId,
        id: message.wamid,
        timestamp: toUnixSeconds(message.atMs),
        text: { body: message.text },
        type: 'text',
      },
    ],
  });
}

export function contactOf(customer: Customer): Readonly<Record<string, unknown>> {
  const profile = customer.name === undefined ? {} : { profile: { name: customer.name } };
  return { ...profile, wa_id: customer.waId, user_id: customer.userId };
}
