import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';

/** What events make of conversations and messages, by the reducers that relay and console share. */
export class View {
  readonly #conversations: Map<Conversation['id'], Conversation>;
  readonly #messages: Map<string, Message>;

  /** A copy of `other`, or empty. */
  constructor(other?: View) {
    this.#conversations = new Map(other?.conversations.map((conversation) => [conversation.id, conversation]));
    this.#messages = new Map(other?.messages.map((message) => [placeOf(message), message]));
  }

  get conversations(): readonly Conversation[] {
    return [...this.#conversations.values()];
  }

  get messages(): readonly Message[] {
    return [...this.#messages.values()];
  }

  conversation(id: Conversation['id']): Conversation | undefined {
    return this.#conversations.get(id);
  }

  /** `phone`: digits, without `+`. */
  conversationWith(phone: string): Conversation | undefined {
    return this.conversations.find((conversation) => conversation.phone === `+${phone}`);
  }

  message(place: Pick<Message, 'conversation' | 'number'>): Message | undefined {
    return this.#messages.get(placeOf(place));
  }

  /** As a snapshot brings it. */
  put(conversation: Conversation, messages: readonly Message[]): void {
    this.#conversations.set(conversation.id, conversation);
    for (const message of messages) this.#messages.set(placeOf(message), message);
  }

  apply(seen: SeenEvent): void {
    const { conversation } = seen.event;
    this.#conversations.set(conversation, reduceConversation(this.#conversations.get(conversation), seen));
    const number = touchedMessage(seen.event);
    if (number === null) return;
    const message = reduceMessage(this.message({ conversation, number }), seen);
    if (message !== undefined) this.#messages.set(placeOf(message), message);
  }
}

function placeOf({ conversation, number }: Pick<Message, 'conversation' | 'number'>): string {
  return `${conversation}/${number}`;
}
