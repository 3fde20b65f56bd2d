import { epochMs } from '../../lib/epoch-ms.ts';
import type { MessageDelay } from '../message-delay.ts';
import { eventSchema, type Event, type PersonalContent, type SeenEvent } from '../event.ts';
import {
  commandIdSchema,
  conversationIdSchema,
  inboxIdSchema,
  messageNumberSchema,
  personIdSchema,
  seqSchema,
  workspaceIdSchema,
} from '../ids.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Facts<Type extends Event['type']> = Pick<EventOf<Type>, 'type' | 'actor' | 'body'> & {
  readonly content: PersonalContent | null;
};
type StatusDetails = { readonly attempt?: number; readonly failureCode?: number };

const customer = { kind: 'customer' } as const;
const agent = { kind: 'agent', person: personIdSchema.parse(1) } as const;
const bot = { kind: 'bot', person: personIdSchema.parse(3) } as const;
const commandId = commandIdSchema.parse('01939d4e-7c00-7000-8000-000000000001');

/** Builds the log of one conversation, event by event, for tests of the reducers. */
export class ExampleLog {
  readonly events: SeenEvent[] = [];
  #messages = 0;

  started(name: string): this {
    return this.#add<'conversation.started'>({
      type: 'conversation.started',
      actor: customer,
      body: { inbox: inboxIdSchema.parse(1) },
      content: { name, phone: '+447700900123' },
    });
  }

  customerWrote(text: string): this {
    const body = { ...this.#nextMessage(), kind: 'text' } as const;
    return this.#add<'message.received'>({
      type: 'message.received',
      actor: customer,
      body,
      content: { text },
    });
  }

  phoneAnswered(text: string): this {
    const body = { ...this.#nextMessage(), kind: 'text' } as const;
    const actor = { kind: 'phone' } as const;
    return this.#add<'message.echoed'>({ type: 'message.echoed', actor, body, content: { text } });
  }

  agentAnswered(text: string): this {
    const body = { ...this.#nextMessage(), commandId };
    return this.#add<'message.accepted'>({
      type: 'message.accepted',
      actor: agent,
      body,
      content: { text },
    });
  }

  botAnswered(text: string): this {
    const body = { ...this.#nextMessage(), commandId };
    return this.#add<'message.accepted'>({ type: 'message.accepted', actor: bot, body, content: { text } });
  }

  status(status: EventOf<'message.status'>['body']['status'], details: StatusDetails = {}): this {
    const { attempt = 1, failureCode = null } = details;
    const message = messageNumberSchema.parse(this.#messages);
    return this.#add<'message.status'>({
      type: 'message.status',
      actor: { kind: 'system' },
      body: { message, attempt, status, failureCode },
      content: null,
    });
  }

  delayed(reason: MessageDelay['reason'], { attempt = 1 }: StatusDetails = {}): this {
    const message = messageNumberSchema.parse(this.#messages);
    return this.#add<'message.delayed'>({
      type: 'message.delayed',
      actor: { kind: 'system' },
      body: { message, attempt, reason, code: null, until: null },
      content: null,
    });
  }

  retried(attempt: number): this {
    const message = messageNumberSchema.parse(this.#messages);
    return this.#add<'message.retried'>({
      type: 'message.retried',
      actor: agent,
      body: { message, attempt, commandId },
      content: null,
    });
  }

  read(inbound: number): this {
    return this.#add<'conversation.read'>({
      type: 'conversation.read',
      actor: agent,
      body: { inbound },
      content: null,
    });
  }

  handoffRequested(note: string): this {
    return this.#add<'handoff.requested'>({
      type: 'handoff.requested',
      actor: bot,
      body: {},
      content: { text: note },
    });
  }

  #nextMessage() {
    this.#messages += 1;
    const sentAt = epochMs((this.events.length + 1) * 1000);
    return { message: messageNumberSchema.parse(this.#messages), sentAt };
  }

  #add<Type extends Event['type']>({ content, ...facts }: Facts<Type>): this {
    const seq = this.events.length + 1;
    const event = eventSchema.parse({
      ...facts,
      workspaceId: workspaceIdSchema.parse(1),
      seq: seqSchema.parse(seq),
      v: 1,
      conversation: conversationIdSchema.parse(1),
      at: epochMs(seq * 1000 + 7),
      contentHash: content === null ? null : 'hash',
    });
    this.events.push({ event, content });
    return this;
  }
}
