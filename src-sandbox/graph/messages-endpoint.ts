import { answered, refused, succeeded, type GraphAnswer } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import { acceptanceBody, acceptSend } from './accept-send.ts';
import type { GraphDeps } from './graph-deps.ts';
import { badValue, type Refusal } from './graph-error.ts';
import { meetFault } from './meet-fault.ts';
import { numberRefusal } from './number-refusal.ts';
import { readBody } from './parameters.ts';
import { readMessagesRequest, type WireSend } from './send-request.ts';

const THROUGHPUT_REACHED = 130429;

/** `POST /{PHONE_ID}/messages` (facts §5.2, §5.3, §5.5): sends, or marks as read and shows typing. */
export const postMessage: Endpoint = { permission: 'whatsapp_business_messaging', answer: post };

async function post(deps: GraphDeps, { body }: GraphCall): Promise<GraphAnswer> {
  const cutOff = numberRefusal(deps);
  if (cutOff !== undefined) return refused(cutOff);
  const parameters = readBody(body);
  if (parameters.kind === 'refused') return refused(parameters.refusal);
  const full = 'status' in parameters.values ? undefined : roomRefusal(deps);
  if (full !== undefined) return refused(full);
  const request = readMessagesRequest(parameters.values);
  switch (request.kind) {
    case 'refused':
      return refused(request.refusal);
    case 'mark-read':
      return markRead(deps, request.wamid);
    case 'send':
      return send(deps, request.send);
    default:
      return request satisfies never;
  }
}

function roomRefusal({ throughput }: GraphDeps): Refusal | undefined {
  return throughput.hasRoom() ? undefined : { code: THROUGHPUT_REACHED };
}

function markRead({ world }: GraphDeps, wamid: string): GraphAnswer {
  if (world.conversations.markReadUpTo(wamid)) return succeeded;
  return refused(badValue('The parameter message_id is not a message of a user.'));
}

async function send(deps: GraphDeps, wire: WireSend): Promise<GraphAnswer> {
  const fault = deps.sendFaults.take();
  if (fault?.kind === 'failed-status') return accept(deps, wire, fault.code);
  return meetFault(deps.time, fault, () => accept(deps, wire));
}

/** A fault may have held the send up: number and room are asked for again at the moment that takes the room. */
function accept(deps: GraphDeps, wire: WireSend, failingCode?: number): GraphAnswer {
  const refusal = numberRefusal(deps) ?? roomRefusal(deps);
  if (refusal !== undefined) return refused(refusal);
  const fate = failingCode === undefined ? undefined : ({ kind: 'fails', code: failingCode } as const);
  const acceptance = acceptSend(deps, wire, fate);
  if (acceptance.kind === 'refused') return refused(acceptance.refusal);
  deps.onAccepted(acceptance.send);
  return answered(acceptanceBody(acceptance.send));
}
