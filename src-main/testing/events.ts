import type { Actor } from '../../src-shared/domain/actor.ts';
import { seenEventSchema, type SeenEvent } from '../../src-shared/domain/event.ts';

type Content = { readonly text?: string } | null;

export const agent = (person: number) => ({ kind: 'agent', person });

function seen(
  type: string,
  fields: { seq: number; conversation: number; actor: unknown; body: unknown; content: Content },
): SeenEvent {
  const { content, ...rest } = fields;
  return seenEventSchema.parse({
    event: { workspaceId: 1, v: 1, at: 1_700_000_000_000, contentHash: null, type, ...rest },
    content,
  });
}

/** Somebody (the bot, unless said) asks for a person. */
export function handoff(
  seq: number,
  conversation: number,
  options: { note?: string; actor?: unknown } = {},
): SeenEvent {
  const content = options.note === undefined ? null : { text: options.note };
  return seen('handoff.requested', {
    seq,
    conversation,
    actor: options.actor ?? ({ kind: 'system' } satisfies Actor),
    body: {},
    content,
  });
}

/** An agent answers. */
export function answer(seq: number, conversation: number, person = 8): SeenEvent {
  const body = { message: seq, commandId: '0192f1d0-0000-7000-8000-000000000001', sentAt: 1_700_000_000_000 };
  return seen('message.accepted', { seq, conversation, actor: agent(person), body, content: { text: 'Hello' } });
}

/** The owner answers on the phone. */
export function echo(seq: number, conversation: number): SeenEvent {
  return seen('message.echoed', {
    seq,
    conversation,
    actor: { kind: 'phone' },
    body: { message: seq, kind: 'text', sentAt: 1_700_000_000_000 },
    content: { text: 'Hello' },
  });
}

/** The customer writes. */
export function received(seq: number, conversation: number): SeenEvent {
  return seen('message.received', {
    seq,
    conversation,
    actor: { kind: 'customer' },
    body: { message: seq, kind: 'text', sentAt: 1_700_000_000_000 },
    content: { text: 'Hi' },
  });
}
