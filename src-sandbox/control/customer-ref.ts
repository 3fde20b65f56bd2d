import { z } from 'zod';
import { aliasSchema, type Customer, type Profile } from '../world/customers.ts';
import { bsuidSchema, waIdSchema } from '../world/ids.ts';
import { WorldRefusal } from '../world/refusal.ts';
import type { World } from '../world/world.ts';

/** How a caller names a customer: by phone (digits), by user id (`GB.9…`) or by place in the row (`c17`). */
export const customerRefSchema = z.union([waIdSchema, bsuidSchema, aliasSchema], {
  error: 'a phone in digits without +, a user id such as GB.9…, or a place such as c17',
});
export type CustomerRef = z.infer<typeof customerRefSchema>;

/** The customer meant, if there already is one. */
export function findCustomer(world: World, ref: CustomerRef): Customer | undefined {
  return world.customers.byAlias(ref) ?? world.customers.byWaId(ref) ?? world.customers.byUserId(ref);
}

/** The customer meant; who is named by phone or place and is not there yet gets WhatsApp now. */
export function customerAt(world: World, ref: CustomerRef, profile: Profile = {}): Customer {
  const alias = aliasSchema.safeParse(ref);
  if (alias.success) return world.customers.meetAlias(alias.data, profile);
  const waId = waIdSchema.safeParse(ref);
  if (waId.success) return world.customers.meet(waId.data, profile);
  const known = world.customers.byUserId(ref);
  if (known === undefined) {
    throw new WorldRefusal(`Nobody has the user id ${ref}: take one from \`state\`, or name the customer by phone.`);
  }
  return world.customers.meet(known.waId, profile);
}
