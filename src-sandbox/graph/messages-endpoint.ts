import { answered, refused, succeeded, type GraphAnswer } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import { acceptanceBody, acceptSend } from './accept-send.ts';
import type { GraphDeps } from './graph-deps.ts';
import { badValue } from './graph-error.ts';
import { meetFault } from './meet-fault.ts';
import { readBody } from './parameters.ts';
import { readMessagesRequest, type WireSend } from './send-request.ts';

const NOT_REGISTERED = 133010;
const THROUGHPUT_REACHED = 130429;

/** `POST /{PHONE_ID}/messages` (facts §5.2, §5.3, §5.5): sends, or marks as read and shows typing. */
export const postMessage: Endpoint = { permission: 'whatsapp_business_messaging', answer: post };

async function post(deps: GraphDeps, { body }: GraphCall): Promise<GraphAnswer> {
  if (!deps.connection.isConnected) return refused({ code: NOT_REGISTERED });
  const parameters = readBody(body);
  if (parameters.kind === 'refused') return refused(parameters.refusal);
  const isSend = !('status' in parameters.values);
  if (isSend && !deps.throughput.hasRoom()) return refused({ code: THROUGHPUT_REACHED });
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

function markRead({ world }: GraphDeps, wamid: string): GraphAnswer {
  if (world.conversations.markReadUpTo(wamid)) return succeeded;
  return refused(badValue('The parameter message_id is not a message of a user.'));
}

async function send(deps: GraphDeps, wire: WireSend): Promise<GraphAnswer> {
  const fault = deps.sendFaults.take();
  if (fault?.kind === 'failed-status') return accept(deps, wire, fault.code);
  return meetFault(deps.time, fault, () => accept(deps, wire));
}

function accept(deps: GraphDeps, wire: WireSend, failingCode?: number): GraphAnswer {
  const fate = failingCode === undefined ? undefined : ({ kind: 'fails', code: failingCode } as const);
  const acceptance = acceptSend(deps, wire, fate);
  if (acceptance.kind === 'refused') return refused(acceptance.refusal);
  deps.onAccepted(acceptance.send);
  return answered(acceptanceBody(acceptance.send));
}
