import { previewOf } from '../world/content.ts';
import type { ChatMessage } from '../world/conversations.ts';
import type { Customer } from '../world/customers.ts';
import type { AcceptedSend } from '../world/sends.ts';
import { isServiceWindowOpen } from '../world/service-window.ts';
import type { World } from '../world/world.ts';
import type { SandboxCustomer, SandboxSend } from './schemas.ts';

export function viewSend(send: AcceptedSend): SandboxSend {
  return {
    wamid: send.wamid,
    input: send.input,
    waId: send.waId,
    text: send.text,
    replyTo: send.replyTo,
    bizOpaqueCallbackData: send.bizOpaqueCallbackData,
    acceptedAtSeconds: toSeconds(send.acceptedAtMs),
    failsWith: send.fate.kind === 'fails' ? send.fate.code : undefined,
  };
}

export function viewCustomer(world: World, customer: Customer, nowMs: number): SandboxCustomer {
  return {
    waId: customer.waId,
    userId: customer.userId,
    name: customer.name,
    windowOpen: isServiceWindowOpen(world.conversations.lastInboundMs(customer.waId), nowMs),
    messages: world.conversations.with(customer.waId).map(viewMessage),
  };
}

function viewMessage(message: ChatMessage): SandboxCustomer['messages'][number] {
  const { wamid, author, content, atMs } = message;
  return { wamid, author, text: previewOf(content), atSeconds: toSeconds(atMs), status: statusOf(message) };
}

function statusOf(message: ChatMessage): SandboxCustomer['messages'][number]['status'] {
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
