import { z } from 'zod';
import { businessDigits, type BusinessAccount } from '../world/account.ts';
import { WorldRefusal } from '../world/refusal.ts';
import { fieldsByFrame } from './account-fields.ts';
import { accountUpdate, numberUpdate, type Json, type WebhookUpdate } from './envelope.ts';

type Frame = keyof typeof fieldsByFrame;

const jsonSchema = z.record(z.string(), z.unknown());

const known: ReadonlyMap<string, { readonly frame: Frame; readonly schema: z.ZodType }> = new Map([
  ...framed('account', fieldsByFrame.account),
  ...framed('number', fieldsByFrame.number),
  ...framed('routed', fieldsByFrame.routed),
]);

/** Every field that `accountEvent` knows. */
export const accountEventFields: readonly string[] = [...known.keys()];

/** What a field's value has to look like. */
export function schemaOfField(field: string): z.ZodType | undefined {
  return known.get(field)?.schema;
}

/** What Meta tells of account, number or templates. A value that is not the documented one throws a `WorldRefusal`. */
export function accountEvent(
  account: BusinessAccount,
  { field, value }: { readonly field: string; readonly value: Json },
  atMs: number,
): WebhookUpdate {
  const found = known.get(field);
  if (found === undefined) {
    throw new WorldRefusal(`Meta has no field ${field}: take one of ${accountEventFields.join(', ')}.`);
  }
  const parsed = found.schema.safeParse(value);
  if (!parsed.success) throw new WorldRefusal(`Meta would not send that as ${field}: ${z.prettifyError(parsed.error)}`);
  const checked = jsonSchema.parse(parsed.data);
  switch (found.frame) {
    case 'account':
      return accountUpdate(entryIdFor(account, field, checked), field, { value: checked, atMs });
    case 'number':
      return numberUpdate(account, field, checked);
    case 'routed':
      return { field, entryId: account.wabaId, value: routedValue(account, checked) };
    default:
      return found.frame satisfies never;
  }
}

const partnerSchema = z.object({
  event: z.string().startsWith('PARTNER_'),
  waba_info: z.object({ owner_business_id: z.string() }),
});

/** Of partner events with `waba_info`, the portfolio; of everything else, the account (facts §1.4). */
function entryIdFor(account: BusinessAccount, field: string, value: Json): string {
  const partner = partnerSchema.safeParse(value);
  return field === 'account_update' && partner.success ? partner.data.waba_info.owner_business_id : account.wabaId;
}

function routedValue(account: BusinessAccount, value: Json): Json {
  const recipient = { phone_number_id: account.phoneNumberId, display_phone_number: businessDigits(account) };
  return { messaging_product: 'whatsapp', recipient, ...value };
}

function framed(frame: Frame, fields: Readonly<Record<string, z.ZodType>>) {
  return Object.entries(fields).map(([field, schema]) => [field, { frame, schema }] as const);
}
