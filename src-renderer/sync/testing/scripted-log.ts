import type { z } from 'zod';

import type { Command } from '../../../src-shared/domain/command.ts';
import { reduceConversation, type Conversation } from '../../../src-shared/domain/conversation.ts';
import { seenEventSchema, type SeenEvent } from '../../../src-shared/domain/event.ts';
import { epochSchema, seqSchema, type Epoch } from '../../../src-shared/domain/ids.ts';
import { reduceMessage, touchedMessage, type Message } from '../../../src-shared/domain/message.ts';
import type { MessageStatus } from '../../../src-shared/domain/message-status.ts';
import { frameSchema, type Frame } from '../../../src-shared/protocol/frame.ts';
import { historyPageSchema, type HistoryPage, type ReadHistory } from '../../../src-shared/protocol/history.ts';
import { snapshotSchema, type Snapshot } from '../../../src-shared/protocol/snapshot.ts';

export const WORKSPACE = 1;
const SECOND = 1000;

/** A workspace's log as a relay would have it, written by a test line by line; it also projects itself. */
export class ScriptedLog {
  readonly epoch: Epoch;
  readonly events: SeenEvent[] = [];
  readonly conversations = new Map<number, Conversation>();
  readonly messages = new Map<string, Message>();

  constructor(epoch = '018f0000-0000-4000-8000-000000000001') {
    this.epoch = epochSchema.parse(epoch);
  }

  get head(): number {
    return this.events.length;
  }

  starts(conversation: number, name: string): void {
    this.#append(
      { type: 'conversation.started', conversation, body: { inbox: 1 } },
      { name, phone: `+1555000${conversation}` },
    );
  }

  customerWrites(conversation: number, text: string): void {
    const body = { message: this.#nextNumber(conversation), kind: 'text', sentAt: this.#now() };
    this.#append({ type: 'message.received', conversation, body }, { text });
  }

  /** The customer wrote it `seconds` ago, and it was heard only now. */
  isHeardLate(conversation: number, text: string, seconds: number): void {
    const sentAt = this.#now() - seconds * SECOND;
    const body = { message: this.#nextNumber(conversation), kind: 'text', sentAt };
    this.#append({ type: 'message.received', conversation, body }, { text });
  }

  phoneAnswers(conversation: number, text: string): void {
    const body = { message: this.#nextNumber(conversation), kind: 'text', sentAt: this.#now() };
    this.#append({ type: 'message.echoed', conversation, body, actor: { kind: 'phone' } }, { text });
  }

  accepts(command: Command): number {
    const { conversation } = command;
    if (command.type !== 'message.send') throw new Error('bug: only messages here');
    const body = { message: this.#nextNumber(conversation), commandId: command.id, sentAt: this.#now() };
    this.#append(
      { type: 'message.accepted', conversation, body, actor: { kind: 'agent', person: 7 } },
      { text: command.body.text },
    );
    return this.head;
  }

  statusComes(conversation: number, message: number, status: MessageStatus): void {
    const body = { message, attempt: 1, status, failureCode: null };
    this.#append({ type: 'message.status', conversation, body, actor: { kind: 'system' } }, null);
  }

  isSentAgain(command: Command): number {
    const { conversation, type, body } = command;
    if (type !== 'message.retry') throw new Error('bug: only what is sent again here');
    const again = { message: body.message, attempt: body.after + 1, commandId: command.id };
    const actor = { kind: 'agent', person: 7 };
    this.#append({ type: 'message.retried', conversation, body: again, actor }, null);
    return this.head;
  }

  isRead(conversation: number, inbound: number): void {
    this.#append({ type: 'conversation.read', conversation, body: { inbound } }, null);
  }

  asksForPerson(conversation: number): void {
    this.#append({ type: 'handoff.requested', conversation, body: {}, actor: { kind: 'bot', person: 9 } }, null);
  }

  /** An event of another log, the next in this one. */
  takes(seen: SeenEvent): void {
    this.events.push(seen);
    this.#project(seen);
  }

  frame(from: number, to: number): Frame {
    const events = this.events.slice(from, to);
    return frameSchema.parse({ type: 'frame', epoch: this.epoch, from, to, events, live: true });
  }

  /** The state as of now, `size` conversations per page, the newest `messages` of each. */
  snapshot(size: number, messages = 50): Snapshot[] {
    const newestFirst = [...this.conversations.values()].toSorted((a, b) => b.lastActivityAt - a.lastActivityAt);
    const pages = Math.max(1, Math.ceil(newestFirst.length / size));
    return Array.from({ length: pages }, (_, page) =>
      snapshotSchema.parse({
        type: 'snapshot',
        epoch: this.epoch,
        seq: this.head,
        page,
        total: newestFirst.length,
        done: page === pages - 1,
        conversations: newestFirst
          .slice(page * size, (page + 1) * size)
          .map((conversation) => ({ conversation, messages: this.messagesOf(conversation.id).slice(-messages) })),
      }),
    );
  }

  historyPage(request: ReadHistory): HistoryPage {
    const older = this.messagesOf(request.conversation).filter((message) => message.number < request.before);
    const messages = older.slice(-request.limit).toReversed();
    return historyPageSchema.parse({
      type: 'history_page',
      conversation: request.conversation,
      before: request.before,
      messages,
      hasMore: messages.length < older.length,
    });
  }

  messagesOf(conversation: number): Message[] {
    return [...this.messages.values()].filter((message) => message.conversation === conversation);
  }

  #append(fact: Record<string, unknown> & { conversation: number }, content: Record<string, string> | null): void {
    const seq = this.head + 1;
    const event = {
      workspaceId: WORKSPACE,
      seq,
      v: 1,
      at: this.#now(),
      actor: { kind: 'customer' },
      contentHash: content === null ? null : `hash-${seq}`,
      ...fact,
    };
    this.takes(seenEventSchema.parse({ event, content }));
  }

  #project(seen: SeenEvent): void {
    const { conversation } = seen.event;
    this.conversations.set(conversation, reduceConversation(this.conversations.get(conversation), seen));
    const number = touchedMessage(seen.event);
    if (number === null) return;
    const key = `${conversation}/${number}`;
    const message = reduceMessage(this.messages.get(key), seen);
    if (message !== undefined) this.messages.set(key, message);
  }

  #nextNumber(conversation: number): number {
    return (this.conversations.get(conversation)?.lastNumber ?? 0) + 1;
  }

  #now(): number {
    return (1_700_000_000 + this.head) * SECOND;
  }
}

export function seqOf(seq: number): z.infer<typeof seqSchema> {
  return seqSchema.parse(seq);
}
