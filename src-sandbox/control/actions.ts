import { z } from 'zod';
import { textContent } from '../world/content.ts';
import { signature256 } from '../webhooks/sign.ts';
import { action, done, type Action, type ControlDeps } from './action.ts';
import {
  callbackSchema,
  customerWritesSchema,
  emitStatusSchema,
  modesSchema,
  orderDeliveryFaultSchema,
  orderSendFaultSchema,
  payloadSchema,
  phoneAnswersSchema,
  rawPostSchema,
  settleSchema,
  type SandboxState,
} from './schemas.ts';
import { viewCustomer, viewSend } from './view.ts';

const nothing = z.strictObject({});
const GENERIC_FAILURE = 131000;

/** One action per path below `/control/`. */
export const controlActions: Readonly<Record<string, Action>> = {
  state: action(nothing, (deps) => done(stateOf(deps))),
  sends: action(nothing, (deps) => done({ sends: deps.world.sends.all().map(viewSend) })),
  'customer-writes': action(customerWritesSchema, (deps, { atSeconds, text, ...writing }) => {
    const { wamid } = deps.world.customerWrites({ ...writing, content: textContent(text), atMs: toMs(atSeconds) });
    return done({ wamid });
  }),
  'owner-answers': action(phoneAnswersSchema, (deps, { atSeconds, text, ...answer }) => {
    const { wamid } = deps.world.ownerAnswers({ ...answer, content: textContent(text), atMs: toMs(atSeconds) });
    return done({ wamid });
  }),
  callback: action(callbackSchema, (deps, { url }) => {
    deps.callback.pointTo(url);
    return done();
  }),
  verify: action(nothing, async (deps) => done(await deps.verify())),
  modes: action(modesSchema, (deps, modes) => {
    if (modes.statuses !== undefined) deps.director.setMode(modes.statuses);
    if (modes.closedWindow !== undefined) deps.closedWindow.mode = modes.closedWindow;
    return done();
  }),
  'emit-status': action(emitStatusSchema, (deps, { wamid, status, errorCode }) => {
    const send = deps.world.sends.find(wamid);
    if (send === undefined) return { kind: 'refused', httpStatus: 404, message: `No accepted send ${wamid}.` };
    deps.director.emit(send, status, status === 'failed' ? (errorCode ?? GENERIC_FAILURE) : undefined);
    return done();
  }),
  'send-faults': action(orderSendFaultSchema, (deps, { fault, count }) => {
    deps.sendFaults.order(fault, count);
    return done();
  }),
  'delivery-faults': action(orderDeliveryFaultSchema, (deps, { fault, count }) => {
    deps.deliverer.faults.order(fault, count);
    return done();
  }),
  'clear-faults': action(nothing, (deps) => {
    deps.sendFaults.clear();
    deps.deliverer.faults.clear();
    return done();
  }),
  deliver: action(payloadSchema, (deps, { payload }) => {
    deps.deliverer.deliverPayload(payload);
    return done();
  }),
  'raw-post': action(rawPostSchema, async (deps, { bodyBase64, signature }) => {
    const body = Buffer.from(bodyBase64, 'base64');
    return done(await deps.callback.postWith(body, signatureHeader(deps.appSecret, signature, body)));
  }),
  settle: action(settleSchema, async (deps, { timeoutMs }) => {
    const settled = await settledWithin(deps, timeoutMs);
    return done({ settled, pending: deps.activity.pending() });
  }),
};

function stateOf(deps: ControlDeps): SandboxState {
  const nowMs = deps.time.nowMs();
  return {
    account: deps.account,
    callbackUrl: deps.callback.url,
    handshake: deps.callback.lastHandshake,
    modes: { statuses: deps.director.mode, closedWindow: deps.closedWindow.mode },
    deliveries: deps.deliverer.counts(),
    pending: deps.activity.pending(),
    customers: deps.world.customers.all().map((customer) => viewCustomer(deps.world, customer, nowMs)),
  };
}

function signatureHeader(appSecret: string, signature: string, body: Buffer): Readonly<Record<string, string>> {
  if (signature === 'none') return {};
  return { 'X-Hub-Signature-256': signature === 'valid' ? signature256(appSecret, body) : signature };
}

async function settledWithin(deps: ControlDeps, timeoutMs: number): Promise<boolean> {
  const { promise: deadline, resolve } = Promise.withResolvers<false>();
  const cancel = deps.time.after(timeoutMs, () => {
    resolve(false);
  });
  const settled = await Promise.race([deps.activity.idle().then(() => true), deadline]);
  cancel();
  return settled;
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
