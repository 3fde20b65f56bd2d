import type { FaultQueue } from '../fault-queue.ts';
import { previewOf } from '../world/content.ts';
import type { ChatMessage } from '../world/conversations.ts';
import type { Customer } from '../world/customers.ts';
import type { AcceptedSend } from '../world/sends.ts';
import { isServiceWindowOpen, serviceWindowEndMs } from '../world/service-window.ts';
import type { World } from '../world/world.ts';
import type { SandboxCustomer, SandboxMessage, SandboxSend } from './answers.ts';

const MESSAGES_IN_STATE = 50;

export function viewSend(send: AcceptedSend): SandboxSend {
  return {
    wamid: send.wamid,
    input: send.input,
    waId: send.waId,
    text: send.text,
    type: send.content.type,
    replyTo: send.replyTo,
    bizOpaqueCallbackData: send.bizOpaqueCallbackData,
    acceptedAtSeconds: toSeconds(send.acceptedAtMs),
    failsWith: send.fate.kind === 'fails' ? send.fate.code : undefined,
  };
}

export function viewCustomer(world: World, customer: Customer, nowMs: number): SandboxCustomer {
  const { waId } = customer;
  const lastInboundMs = world.conversations.lastInboundMs(waId);
  return {
    waId,
    userId: customer.userId,
    alias: world.customers.aliasOf(customer),
    name: customer.name,
    username: customer.username,
    parentUserId: customer.parentUserId,
    hidesPhone: customer.hidesPhone ?? false,
    hidesReceipts: customer.hidesReceipts ?? false,
    chatOpen: customer.chatOpen ?? false,
    windowOpen: isServiceWindowOpen(lastInboundMs, nowMs),
    windowClosesAtSeconds: lastInboundMs === undefined ? undefined : toSeconds(serviceWindowEndMs(lastInboundMs)),
    messageCount: world.conversations.count(waId),
    messages: viewChat(world, waId, { skip: 0, limit: MESSAGES_IN_STATE }),
  };
}

/** The messages of a chat, oldest first; `skip` and `limit` count from its end. */
export function viewChat(
  world: World,
  waId: string,
  page: { readonly skip: number; readonly limit: number },
): SandboxMessage[] {
  const chat = world.conversations.with(waId);
  const end = Math.max(0, chat.length - page.skip);
  return chat.slice(Math.max(0, end - page.limit), end).map((message) => viewMessage(world, message));
}

/** The faults of a queue that still stand. */
export function viewFaults<Fault>(
  queue: FaultQueue<Fault>,
): { fault: Fault; left?: number | undefined; leftMs?: number | undefined }[] {
  return [...queue.standing()];
}

function viewMessage(world: World, message: ChatMessage): SandboxMessage {
  const { wamid, author, content, atMs, replyTo, isEdited = false, isRevoked = false } = message;
  return {
    wamid,
    author,
    type: content.type,
    text: previewOf(content),
    body: content.body,
    atSeconds: toSeconds(atMs),
    replyTo,
    isEdited,
    isRevoked,
    reactions: [...world.conversations.reactionsTo(wamid)],
    status: statusOf(message),
  };
}

function statusOf(message: ChatMessage): SandboxMessage['status'] {
  switch (message.author) {
    case 'customer':
      return message.readByBusiness ? 'read' : 'delivered';
    case 'phone':
      return undefined;
    case 'api':
      return message.status;
    default:
      return message satisfies never;
  }
}

function toSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
