import { z } from 'zod';
import { action, done, nothing, type Actions, type ControlDeps } from './action.ts';
import type { SandboxState } from './answers.ts';
import { customerRefSchema, findCustomer } from './customer-ref.ts';
import { viewChat, viewCustomer, viewFaults, viewSend } from './view.ts';

const MAX_PAGE = 1000;

const conversationSchema = z.strictObject({
  customer: customerRefSchema,
  /** How many messages from the end are left out. */
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(MAX_PAGE).default(100),
});

const sendsSchema = z.strictObject({
  /** How many of the oldest sends are left out. */
  skip: z.int().min(0).default(0),
});

/** What can be seen from outside. */
export const readingActions: Actions = {
  state: action({
    does: 'Account, modes, ordered faults, counts of deliveries, and customers with the last 50 messages of each chat.',
    input: nothing,
    run: (deps) => done(stateOf(deps)),
  }),
  conversation: action({
    does: 'A page of the chat with a customer as WhatsApp keeps it, oldest first, counted from the end.',
    input: conversationSchema,
    run(deps, { customer, skip, limit }) {
      const waId = findCustomer(deps.world, customer)?.waId ?? '';
      const messages = viewChat(deps.world, waId, { skip, limit });
      return done({ messages, total: deps.world.conversations.count(waId) });
    },
  }),
  sends: action({
    does: 'Every API send that was accepted, oldest first.',
    input: sendsSchema,
    run: (deps, { skip }) => done({ sends: deps.world.sends.all().slice(skip).map(viewSend) }),
  }),
};

function stateOf(deps: ControlDeps): SandboxState {
  const { world, clock, callback, director, deliverer, activity } = deps;
  const nowMs = clock.nowMs();
  return {
    account: deps.account,
    nowSeconds: Math.floor(nowMs / 1000),
    number: { state: world.connection.state, phoneUsedSeconds: Math.floor(world.connection.phoneUsedMs / 1000) },
    callbackUrl: callback.url,
    handshake: callback.lastHandshake,
    modes: { statuses: director.mode, closedWindow: deps.closedWindow.mode, deliveries: deliverer.mode },
    faults: {
      sends: viewFaults(deps.graph.sendFaults),
      calls: viewFaults(deps.graph.callFaults),
      deliveries: viewFaults(deliverer.faults),
    },
    deliveries: deliverer.counts(),
    pending: activity.pending(),
    customers: world.customers.all().map((customer) => viewCustomer(world, customer, nowMs)),
  };
}
