import { createHash } from 'node:crypto';

import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import { eventSchema, type SeenEvent } from '../../src-shared/domain/event.ts';
import {
  conversationIdSchema,
  seqSchema,
  type ConversationId,
  type MessageNumber,
  type Seq,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import { contentHash } from '../db/seal.ts';
import type { EventDraft, LaneChange } from './log.ts';

/** Where a lane looks up what the log held before this change. */
export type LaneSource = {
  /** Those of `keys` (hex) that an event of the log has. */
  knownKeys(keys: readonly string[]): Promise<readonly string[]>;
  /** Those of `ids` that there are. */
  conversations(ids: readonly ConversationId[]): Promise<readonly Conversation[]>;
  message(id: ConversationId, number: MessageNumber): Promise<Message | undefined>;
};

export type LaneStart = {
  readonly workspaceId: WorkspaceId;
  readonly head: Seq;
  readonly lastConversation: ConversationId;
};

export type BufferedEvent = {
  readonly seen: SeenEvent;
  /** SHA-256 of the draft's dedupe key, hex. */
  readonly key: string;
  readonly salt: Buffer;
};

/** What a change has come to, to be committed as one. */
export type LaneOutcome = LaneStart & {
  readonly events: readonly BufferedEvent[];
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
};

const SALT_BYTES = 16;

/**
 * A change before its commit, the same for every adapter. Events get their `seq` and are projected in memory, so that
 * the change sees its own appends; nothing is written until the adapter commits the {@link LaneOutcome} in one go.
 *
 * - Each entity and each dedupe key is looked up at most once.
 * - A key appended in this change counts as known (L2), `seq` follows `head` without a gap (L1).
 */
export class BufferedLane implements LaneChange {
  readonly workspaceId: WorkspaceId;
  readonly #source: LaneSource;
  readonly #random: RandomBytes;
  #head: Seq;
  #lastConversation: ConversationId;
  readonly #events: BufferedEvent[] = [];
  /** Looked-up and appended dedupe keys: known or not. */
  readonly #keys = new Map<string, boolean>();
  readonly #conversations = new Map<ConversationId, Conversation | undefined>();
  readonly #messages = new Map<string, Message | undefined>();
  readonly #changedConversations = new Set<ConversationId>();
  readonly #changedMessages = new Set<string>();

  constructor(start: LaneStart, source: LaneSource, random: RandomBytes) {
    this.workspaceId = start.workspaceId;
    this.#head = start.head;
    this.#lastConversation = start.lastConversation;
    this.#source = source;
    this.#random = random;
  }

  async findConversation(id: ConversationId): Promise<Conversation | undefined> {
    await this.expectConversations([id]);
    return this.#conversations.get(id);
  }

  async expectConversations(ids: readonly ConversationId[]): Promise<void> {
    const asked = [...new Set(ids)].filter((id) => !this.#conversations.has(id));
    if (asked.length === 0) return;
    const found = new Map((await this.#source.conversations(asked)).map((each) => [each.id, each]));
    for (const id of asked) this.#conversations.set(id, found.get(id));
  }

  async findMessage(id: ConversationId, number: MessageNumber): Promise<Message | undefined> {
    const key = messageKey(id, number);
    if (!this.#messages.has(key)) this.#messages.set(key, await this.#source.message(id, number));
    return this.#messages.get(key);
  }

  nextConversationId(): ConversationId {
    this.#lastConversation = conversationIdSchema.parse(this.#lastConversation + 1);
    return this.#lastConversation;
  }

  async expect(dedupeKeys: readonly string[]): Promise<void> {
    const asked = [...new Set(dedupeKeys.map(hashKey))].filter((key) => !this.#keys.has(key));
    if (asked.length === 0) return;
    const known = new Set(await this.#source.knownKeys(asked));
    for (const key of asked) this.#keys.set(key, known.has(key));
  }

  async append(draft: EventDraft): Promise<SeenEvent | undefined> {
    const { content, dedupeKey, ...fact } = draft;
    await this.expect([dedupeKey]);
    const key = hashKey(dedupeKey);
    if (this.#keys.get(key) === true) return undefined;
    const salt = Buffer.from(this.#random(new Uint8Array(SALT_BYTES)));
    const seq = seqSchema.parse(this.#head + 1);
    const event = eventSchema.parse({
      ...fact,
      workspaceId: this.workspaceId,
      seq,
      v: 1,
      contentHash: content === null ? null : contentHash(content, salt),
    });
    const seen = { event, content };
    await this.#project(seen);
    this.#head = seq;
    this.#keys.set(key, true);
    this.#events.push({ seen, key, salt });
    return seen;
  }

  outcome(): LaneOutcome {
    return {
      workspaceId: this.workspaceId,
      head: this.#head,
      lastConversation: this.#lastConversation,
      events: this.#events,
      conversations: present(this.#changedConversations, this.#conversations),
      messages: present(this.#changedMessages, this.#messages),
    };
  }

  async #project(seen: SeenEvent): Promise<void> {
    const id = seen.event.conversation;
    const conversation = await this.findConversation(id);
    const number = touchedMessage(seen.event);
    const isNew = number !== null && number > (conversation?.lastNumber ?? 0);
    const message = number === null || isNew ? undefined : await this.findMessage(id, number);
    const changed = reduceConversation(conversation, seen);
    this.#conversations.set(id, changed);
    this.#changedConversations.add(id);
    if (number === null) return;
    const key = messageKey(id, number);
    this.#messages.set(key, reduceMessage(message, seen));
    this.#changedMessages.add(key);
  }
}

/** The form in which a dedupe key is stored, hex: a provider's id in it may hold a phone number. */
function hashKey(dedupeKey: string): string {
  return createHash('sha256').update(dedupeKey).digest('hex');
}

function messageKey(id: ConversationId, number: MessageNumber): string {
  return `${id}/${number}`;
}

function present<Key, Value>(keys: Iterable<Key>, values: ReadonlyMap<Key, Value | undefined>): Value[] {
  return [...keys].flatMap((key) => values.get(key) ?? []);
}
