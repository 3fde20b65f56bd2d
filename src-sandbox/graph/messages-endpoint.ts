import type { FaultQueue } from '../fault-queue.ts';
import { parseJsonBody } from '../json-body.ts';
import type { BusinessAccount } from '../world/account.ts';
import type { Ids } from '../world/ids.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { World } from '../world/world.ts';
import { acceptanceBody, acceptSend, type Acceptance, type AcceptDeps } from './accept-send.ts';
import { graphError, type GraphAnswer, type Refusal } from './graph-error.ts';
import type { SendFault } from './send-fault.ts';
import { readMessagesRequest, type TextSend } from './send-request.ts';
import { isLiveVersion } from './versions.ts';

export type MessagesDeps = {
  readonly account: BusinessAccount;
  readonly token: string;
  readonly world: World;
  readonly ids: Ids;
  readonly nowMs: () => number;
  readonly closedWindow: AcceptDeps['closedWindow'];
  readonly faults: FaultQueue<SendFault>;
  readonly onAccepted: (send: AcceptedSend) => void;
};

export type MessagesCall = {
  readonly version: string;
  readonly phoneNumberId: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
};

export type MessagesAnswer =
  | ({ readonly kind: 'json' } & GraphAnswer)
  | { readonly kind: 'gateway'; readonly httpStatus: number }
  | { readonly kind: 'none'; readonly line: 'cut' | 'silent' };

/** `POST /{version}/{PHONE_ID}/messages`, decided in Graph's order: version, token, object, body. */
export function answerMessages(deps: MessagesDeps, call: MessagesCall): MessagesAnswer {
  const refusal = refuseCaller(deps, call);
  if (refusal !== undefined) return failed(deps, refusal);
  const json = parseJsonBody(call.body);
  if (!json.ok) return failed(deps, { code: 100, details: 'The body is not valid JSON.' });
  const request = readMessagesRequest(json.value);
  switch (request.kind) {
    case 'refused':
      return failed(deps, request.refusal);
    case 'mark-read':
      return markRead(deps, request.wamid);
    case 'send':
      return send(deps, request.send);
    default:
      return request satisfies never;
  }
}

function refuseCaller(deps: MessagesDeps, call: MessagesCall): Refusal | undefined {
  if (!isLiveVersion(call.version, deps.nowMs())) return unknownPath(call.version);
  if (call.authorization !== `Bearer ${deps.token}`) {
    return { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
  }
  return call.phoneNumberId === deps.account.phoneNumberId ? undefined : unknownObject(call.phoneNumberId);
}

export function unknownPath(path: string): Refusal {
  return {
    code: 2500,
    message: `Unknown path components: /${path}`,
    details: 'The path is not part of this API version.',
  };
}

function unknownObject(id: string): Refusal {
  const message =
    `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
    'or does not support this operation';
  return { code: 100, subcode: 33, type: 'GraphMethodException', message, details: message };
}

function markRead(deps: MessagesDeps, wamid: string): MessagesAnswer {
  if (deps.world.conversations.markReadUpTo(wamid)) {
    return { kind: 'json', httpStatus: 200, body: { success: true } };
  }
  return failed(deps, { code: 131009, details: 'The parameter message_id is not a message of a user.' });
}

function send(deps: MessagesDeps, request: TextSend): MessagesAnswer {
  const fault = deps.faults.take();
  if (fault === undefined) return accept(deps, request);
  switch (fault.kind) {
    case 'error-code':
      return failed(deps, { code: fault.code });
    case 'server-error':
      if (fault.accepted) accept(deps, request);
      return { kind: 'gateway', httpStatus: fault.httpStatus };
    case 'no-answer':
      return silence(accept(deps, request), fault.line);
    case 'failed-status':
      return accept(deps, request, fault.code);
    default:
      return fault satisfies never;
  }
}

function accept(deps: MessagesDeps, request: TextSend, failingCode?: number): MessagesAnswer {
  const fate = failingCode === undefined ? undefined : ({ kind: 'fails', code: failingCode } as const);
  const acceptance: Acceptance = acceptSend(deps, request, fate);
  if (acceptance.kind === 'refused') return failed(deps, acceptance.refusal);
  deps.onAccepted(acceptance.send);
  return { kind: 'json', httpStatus: 200, body: acceptanceBody(acceptance.send) };
}

/** A send that Meta refuses at once is answered even by a faulty line, as nothing was accepted. */
function silence(answer: MessagesAnswer, line: 'cut' | 'silent'): MessagesAnswer {
  const isAccepted = answer.kind === 'json' && answer.httpStatus === 200;
  return isAccepted ? { kind: 'none', line } : answer;
}

function failed(deps: MessagesDeps, refusal: Refusal): MessagesAnswer {
  return { kind: 'json', ...graphError(refusal, deps.ids.trace()) };
}
