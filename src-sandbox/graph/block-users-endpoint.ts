import { z } from 'zod';
import type { Customer } from '../world/customers.ts';
import { dialledNumber } from '../world/dialling.ts';
import { businessDigits } from '../world/account.ts';
import { isServiceWindowOpen } from '../world/service-window.ts';
import { answered, refused, type GraphAnswer, type Json } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { answerPage } from './paging.ts';
import { readBody } from './parameters.ts';
import { refusalOf } from './schema-refusal.ts';

const LONGEST_LIST = 64_000;
const PARTLY_FAILED = 139100;

const userSchema = z.union([z.object({ user: z.string().min(1) }), z.object({ user_id: z.string().min(1) })]);
const orderSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  block_users: z.array(userSchema).min(1).max(LONGEST_LIST),
});

type UserOrder = z.infer<typeof userSchema>;

/** `POST /{PHONE_ID}/block_users`: only users who wrote in the last 24 hours (facts §5.8). */
export const blockUsers: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer: (deps, call) =>
    change(deps, call, {
      doneList: 'added_users',
      refusalFor: (customer) =>
        wroteLately(deps, customer) ? undefined : 'The user did not write in the last 24 hours.',
      apply: (customer) => {
        deps.world.blocks.add(customer);
      },
    }),
};

/** `DELETE /{PHONE_ID}/block_users`. */
export const unblockUsers: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer: (deps, call) =>
    change(deps, call, {
      doneList: 'removed_users',
      refusalFor: (customer) => (deps.world.blocks.has(customer) ? undefined : 'The user is not blocked.'),
      apply: (customer) => {
        deps.world.blocks.remove(customer);
      },
    }),
};

/** `GET /{PHONE_ID}/block_users`, page by page. */
export const listBlockedUsers: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer: ({ world }, call) =>
    answerPage(
      world.blocks.all().map(({ waId, userId }) => ({ messaging_product: 'whatsapp', wa_id: waId, user_id: userId })),
      call,
    ),
};

type Change = {
  readonly doneList: 'added_users' | 'removed_users';
  /** Why this user can't be changed, or undefined. */
  readonly refusalFor: (customer: Customer) => string | undefined;
  readonly apply: (customer: Customer) => void;
};

/** Does what it can; if some users failed, the answer is 139100 with both lists beside it. */
function change(deps: GraphDeps, call: GraphCall, order: Change): GraphAnswer {
  const parameters = readBody(call.body);
  if (parameters.kind === 'refused') return refused(parameters.refusal);
  const parsed = orderSchema.safeParse(parameters.values);
  if (!parsed.success) return refused(refusalOf(parsed.error, parameters.values));
  const done: Json[] = [];
  const failed: Json[] = [];
  for (const user of parsed.data.block_users) {
    const input = 'user' in user ? user.user : user.user_id;
    const customer = customerOf(deps, user);
    const reason = customer === undefined ? 'The user does not have WhatsApp.' : order.refusalFor(customer);
    if (customer === undefined || reason !== undefined) {
      failed.push({ input, errors: [{ message: 'Invalid parameter', code: 131009, error_data: { details: reason } }] });
      continue;
    }
    order.apply(customer);
    done.push('user' in user ? { input, wa_id: customer.waId } : { input, user_id: customer.userId });
  }
  const lists = { messaging_product: 'whatsapp', block_users: { [order.doneList]: done } };
  if (failed.length === 0) return answered(lists);
  const beside = { ...lists, block_users: { ...lists.block_users, failed_users: failed } };
  return refused({ code: PARTLY_FAILED, beside });
}

function customerOf({ account, world }: GraphDeps, user: UserOrder): Customer | undefined {
  if ('user_id' in user) return world.customers.byUserId(user.user_id);
  return world.customers.byWaId(dialledNumber(user.user, businessDigits(account)));
}

function wroteLately({ world, time }: GraphDeps, customer: Customer): boolean {
  return isServiceWindowOpen(world.conversations.lastInboundMs(customer.waId), time.nowMs());
}
