/** Payloads in the shapes of Meta's webhooks, for what the sandbox itself would never send. */
import type { Sandbox } from '../../src-sandbox/sandbox.ts';

type Json = Readonly<Record<string, unknown>>;

export function textMessage(from: string, id: string, text: string): Json {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return { from, id: `wamid.${id}`, timestamp, text: { body: text }, type: 'text' };
}

/** One change of field `messages` for the number `numberId` (the sandbox's own when left out). */
export function messagesChange(account: Sandbox['account'], messages: readonly unknown[], numberId?: string): Json {
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: account.displayPhoneNumber,
        phone_number_id: numberId ?? account.phoneNumberId,
      },
      contacts: [],
      messages,
    },
  };
}

export function delivery(account: Sandbox['account'], changes: readonly Json[]): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: account.wabaId, changes }] });
}
