import {
  commandIdSchema,
  conversationIdSchema,
  messageNumberSchema,
  seqSchema,
  workspaceIdSchema,
} from '../../src-shared/domain/ids.ts';
import type { QueuedHandoff, QueuedRetry, QueuedSend } from '../../src-shared/domain/outbox-entry.ts';
import { ago } from './seeds.ts';

type RefusalCode = NonNullable<QueuedSend['code']>;

function commandFields(number: number) {
  return {
    id: commandIdSchema.parse(`01980000-0000-7000-8000-${String(number).padStart(12, '0')}`),
    workspaceId: workspaceIdSchema.parse(1),
    conversation: conversationIdSchema.parse(1),
    basedOn: seqSchema.parse(1),
    turn: 0,
  };
}

type SendSeed = Pick<QueuedSend, 'state' | 'code'> & { readonly text: string };

export function queuedSend(number: number, { state, code, text }: SendSeed): QueuedSend {
  return {
    command: { ...commandFields(number), type: 'message.send', body: { text } },
    state,
    code,
    queuedAt: ago(60_000),
  };
}

type RetrySeed = Pick<QueuedRetry, 'state' | 'code'> & { readonly message: number };

/** The first attempt of `message` is to be sent again. */
export function queuedRetry(number: number, { state, code, message }: RetrySeed): QueuedRetry {
  const body = { message: messageNumberSchema.parse(message), after: 1 };
  return { command: { ...commandFields(number), type: 'message.retry', body }, state, code, queuedAt: ago(60_000) };
}

export function queuedHandoff(number: number, state: QueuedHandoff['state']): QueuedHandoff {
  return {
    command: { ...commandFields(number), type: 'handoff.request', body: { note: '' } },
    state,
    code: null,
    queuedAt: ago(60_000),
  };
}

/** A card for each code with which a message may come back. */
export const CARD_OF_CODE: Readonly<Record<RefusalCode, QueuedSend>> = {
  newer_reply: queuedSend(101, { state: 'stale', code: 'newer_reply', text: 'We open at nine on Monday.' }),
  turn_moved: queuedSend(102, { state: 'stale', code: 'turn_moved', text: 'I can take it from here, one moment.' }),
  relay_restored: queuedSend(103, { state: 'stale', code: 'relay_restored', text: 'Your order left the shop today.' }),
  window_closed: queuedSend(104, {
    state: 'held',
    code: 'window_closed',
    text: 'Would you like me to put one aside for you?',
  }),
  not_allowed: queuedSend(105, { state: 'refused', code: 'not_allowed', text: 'Hello?' }),
  not_retryable: queuedSend(109, { state: 'refused', code: 'not_retryable', text: 'We have it in blue.' }),
  malformed: queuedSend(106, { state: 'refused', code: 'malformed', text: 'The blue one, in 140 cm.' }),
  wrong_workspace: queuedSend(107, { state: 'refused', code: 'wrong_workspace', text: 'Good morning!' }),
  unknown_conversation: queuedSend(108, {
    state: 'refused',
    code: 'unknown_conversation',
    text: 'Thank you for asking. We have two of them left in the shop, one in walnut and one in oak, and can keep either until Saturday. Which one would you like, and shall we deliver it?',
  }),
};
