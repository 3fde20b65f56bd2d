import { toUnixSeconds } from '../time.ts';
import type { BusinessAccount } from '../world/account.ts';

export type Json = Readonly<Record<string, unknown>>;

/** One change that Meta tells of: several may travel in one POST. */
export type WebhookUpdate = {
  readonly field: string;
  readonly value: Json;
  readonly entryId: string;
  /** Unix seconds; management fields only (facts §1.4). */
  readonly time?: number | undefined;
};

/** A whole body, ready to be escaped and signed. */
export type WebhookPayload = Json;

/** An update of the business number: `messaging_product` and `metadata` lead its value (facts §1.4). */
export function numberUpdate(account: BusinessAccount, field: string, content: Json): WebhookUpdate {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: account.displayPhoneNumber, phone_number_id: account.phoneNumberId },
    ...content,
  };
  return { field, value, entryId: account.wabaId };
}

/** An update of the account: no `metadata`, and the time stands in the entry (facts §2.7). */
export function accountUpdate(entryId: string, field: string, at: { readonly value: Json; readonly atMs: number }) {
  return { field, value: at.value, entryId, time: Number(toUnixSeconds(at.atMs)) } satisfies WebhookUpdate;
}

/** The body of a POST that carries one update. */
export function payloadOf({ field, value, entryId, time }: WebhookUpdate): WebhookPayload {
  const stamped = time === undefined ? {} : { time };
  return { object: 'whatsapp_business_account', entry: [{ id: entryId, ...stamped, changes: [{ value, field }] }] };
}
