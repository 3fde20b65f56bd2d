import type { FaultQueue } from '../fault-queue.ts';
import { accountEvent } from '../webhooks/account-event.ts';
import { numberErrors } from '../webhooks/message-update.ts';
import { signature256 } from '../webhooks/sign.ts';
import { linkedError } from '../webhooks/wire-error.ts';
import { WorldRefusal } from '../world/refusal.ts';
import { allGrantsFor } from '../world/tokens.ts';
import { action, done, notFound, nothing, type Actions, type ControlDeps } from './action.ts';
import {
  accountEventSchema,
  advanceClockSchema,
  callFaultsSchema,
  callbackSchema,
  deliveryFaultsSchema,
  emitStatusSchema,
  issueTokenSchema,
  modesSchema,
  numberErrorSchema,
  payloadSchema,
  rawPostSchema,
  sendFaultsSchema,
  settleSchema,
  tokenSchema,
} from './meta-schemas.ts';

const GENERIC_FAILURE = 131000;

/** What Meta does: webhooks, Graph's moods, the account, and time. */
export const metaActions: Actions = {
  callback: action({
    does: 'Points webhooks to a URL that passes the handshake, those that wait for their next attempt included.',
    input: callbackSchema,
    async run(deps, { url }) {
      const handshake = await deps.pointTo(url);
      if (handshake.verified) return done();
      throw new WorldRefusal(`${url} fails the handshake: ${handshake.reason}. Webhooks go where they went before.`);
    },
  }),
  verify: action({
    does: 'Runs the verification handshake against the callback URL.',
    input: nothing,
    run: async (deps) => done(await deps.verify()),
  }),
  modes: action({
    does: 'How statuses come, how a closed window is refused, and how webhooks are delivered.',
    input: modesSchema,
    run(deps, { statuses, closedWindow, deliveries }) {
      if (statuses !== undefined) deps.director.setMode(statuses);
      if (closedWindow !== undefined) deps.closedWindow.mode = closedWindow;
      if (deliveries !== undefined) deps.deliverer.setMode(deliveries);
      return done();
    },
  }),
  'emit-status': action({
    does: 'Reports a status of an accepted send now, in any order and as often as told.',
    input: emitStatusSchema,
    run(deps, { wamid, status, errorCode }) {
      const send = deps.world.sends.find(wamid);
      if (send === undefined) return notFound(`No accepted send ${wamid}: take a wamid from \`sends\`.`);
      deps.director.emit(send, status, status === 'failed' ? (errorCode ?? GENERIC_FAILURE) : undefined);
      return done();
    },
  }),
  'account-event': action({
    does: 'Tells of account, number or templates: any field of the index, its value checked against the documented shape.',
    input: accountEventSchema,
    run(deps, event) {
      deps.deliver(accountEvent(deps.account, event, deps.clock.nowMs()));
      return done();
    },
  }),
  'number-error': action({
    does: 'Tells of trouble of the number that belongs to no message.',
    input: numberErrorSchema,
    run(deps, { code, details }) {
      deps.deliver(numberErrors(deps.account, [linkedError(code, details)]));
      return done();
    },
  }),
  'send-faults': action({
    does: 'Orders a fault for the next sends, by count or for a time: a code, a delay, a lost answer …',
    input: sendFaultsSchema,
    run(deps, { fault, ...span }) {
      order(deps.graph.sendFaults, fault, span);
      return done();
    },
  }),
  'call-faults': action({
    does: 'Orders a fault for the next Graph calls of any kind, by count or for a time.',
    input: callFaultsSchema,
    run(deps, { fault, ...span }) {
      order(deps.graph.callFaults, fault, span);
      return done();
    },
  }),
  'delivery-faults': action({
    does: 'Orders a fault for the next attempts to deliver a webhook, by count or for a time.',
    input: deliveryFaultsSchema,
    run(deps, { fault, ...span }) {
      order(deps.deliverer.faults, fault, span);
      return done();
    },
  }),
  'clear-faults': action({
    does: 'Takes every ordered fault back.',
    input: nothing,
    run(deps) {
      deps.graph.sendFaults.clear();
      deps.graph.callFaults.clear();
      deps.deliverer.faults.clear();
      return done();
    },
  }),
  token: action({
    does: 'A Graph token expires, is taken away, or works again.',
    input: tokenSchema,
    run(deps, { token, becomes }) {
      return become(deps, token, becomes) ? done() : notFound('There is no such token.');
    },
  }),
  'issue-token': action({
    does: 'Makes a further Graph token with every permission, for so many seconds or for ever.',
    input: issueTokenSchema,
    run(deps, { livesSeconds }) {
      const grants = allGrantsFor(deps.account.wabaId);
      return done({ token: deps.graph.tokens.issue({ grants, livesSeconds }).value });
    },
  }),
  deliver: action({
    does: "Delivers any payload as a webhook: escaped, signed and retried like the sandbox's own.",
    input: payloadSchema,
    run(deps, { payload }) {
      deps.deliverer.deliverPayload(payload);
      return done();
    },
  }),
  'raw-post': action({
    does: 'Posts raw bytes to the callback URL once and gives the answer.',
    input: rawPostSchema,
    async run(deps, { bodyBase64, signature }) {
      const body = Buffer.from(bodyBase64, 'base64');
      return done(await deps.callback.postWith(body, signatureHeader(deps.appSecret, signature, body)));
    },
  }),
  'advance-clock': action({
    does: "Puts the world's clock forward, timestamps and all; pauses that end on the way end.",
    input: advanceClockSchema,
    run(deps, { seconds }) {
      deps.clock.advance(seconds * 1000);
      return done({ numberState: deps.world.connection.state, nowSeconds: Math.floor(deps.clock.nowMs() / 1000) });
    },
  }),
  settle: action({
    does: 'Waits until no delivery and no status is pending, or the time is over.',
    input: settleSchema,
    async run(deps, { timeoutMs }) {
      const settled = await settledWithin(deps, timeoutMs);
      return done({ settled, pending: deps.activity.pending() });
    },
  }),
};

type Span = { readonly count?: number | undefined; readonly forSeconds?: number | undefined };

function order<Fault>(queue: FaultQueue<Fault>, fault: Fault, { count = 1, forSeconds }: Span): void {
  if (forSeconds === undefined) queue.order(fault, count);
  else queue.orderFor(fault, forSeconds * 1000);
}

function become({ graph }: ControlDeps, token: string, state: 'expired' | 'invalidated' | 'valid'): boolean {
  switch (state) {
    case 'expired':
      return graph.tokens.expire(token);
    case 'invalidated':
      return graph.tokens.invalidate(token);
    case 'valid':
      return graph.tokens.restore(token);
    default:
      return state satisfies never;
  }
}

function signatureHeader(appSecret: string, signature: string, body: Buffer): Readonly<Record<string, string>> {
  if (signature === 'none') return {};
  return { 'X-Hub-Signature-256': signature === 'valid' ? signature256(appSecret, body) : signature };
}

async function settledWithin(deps: ControlDeps, timeoutMs: number): Promise<boolean> {
  const { promise: deadline, resolve } = Promise.withResolvers<false>();
  const cancel = deps.callersTime.after(timeoutMs, () => {
    resolve(false);
  });
  const settled = await Promise.race([deps.activity.idle().then(() => true), deadline]);
  cancel();
  return settled;
}
