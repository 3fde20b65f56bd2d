import { randomFillSync, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { commandIdSchema, deviceIdSchema } from '../../src-shared/domain/ids.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { makeUuidV7 } from '../../src-shared/lib/uuid-v7.ts';
import { downSchema } from '../../src-shared/protocol/down.ts';
import { MAX_HISTORY_PAGE } from '../../src-shared/protocol/history.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';
import type { Up } from '../../src-shared/protocol/up.ts';

const PATIENCE_MS = 20_000;
const clock = { now: () => epochMs(Date.now()) };

/** A session without a window: what a bot or a colleague elsewhere says and hears. Follows the log from a snapshot on. */
export class RelaySession {
  readonly #socket: WebSocket;
  readonly #conversations = new Map<Conversation['id'], Conversation>();
  readonly #messages = new Map<string, Message>();
  readonly #answers = new Map<CommandAnswer['id'], CommandAnswer>();
  readonly #heard = new EventEmitter();
  #isWhole = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (frame: Buffer) => this.#hear(frame.toString()));
  }

  static async open(relayUrl: string, token: string): Promise<RelaySession> {
    const url = new URL(CONSOLE_PATH, relayUrl.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    await once(socket, 'open');
    const session = new RelaySession(socket);
    const device = deviceIdSchema.parse(randomUUID());
    session.#say({ type: 'hello', protocol: PROTOCOL_VERSION, device, cursor: null, appVersion: 'test' });
    await session.#until(() => session.#isWhole);
    return session;
  }

  /** Resolves with the texts of that conversation, in the order shown, as soon as there are `count`. */
  async texts(phone: string, count: number): Promise<readonly (string | null)[]> {
    return this.#until(() => {
      const found = this.#thread(phone);
      return found.length >= count && found.map(({ text }) => text);
    });
  }

  /** The same for conversations longer than a snapshot carries: older messages are asked for. */
  async allTexts(phone: string, count: number): Promise<readonly (string | null)[]> {
    const { id } = await this.#until(() => {
      const conversation = this.#conversationWith(phone);
      return conversation !== undefined && conversation.lastNumber >= count && conversation;
    });
    const oldest = must(this.#thread(phone)[0], `a message of ${phone}`);
    this.#say({ type: 'read_history', conversation: id, before: oldest.number, limit: MAX_HISTORY_PAGE });
    return this.texts(phone, count);
  }

  /** Phone numbers (E.164) of all conversations. */
  get phones(): readonly (string | null)[] {
    return [...this.#conversations.values()].map(({ phone }) => phone);
  }

  /** Asks for a person in the conversation with that phone number (E.164). Throws unless the relay accepts. */
  async requestHandoff(phone: string, note: string): Promise<void> {
    const based = await this.#commandOn(phone);
    await this.#accepted({ ...based, type: 'handoff.request', body: { note } });
  }

  /** Sends a text as this session's person. Throws unless the relay accepts. */
  async sends(phone: string, text: string): Promise<void> {
    const based = await this.#commandOn(phone);
    await this.#accepted({ ...based, type: 'message.send', body: { text } });
  }

  close(): void {
    this.#socket.terminate();
  }

  async #commandOn(phone: string): Promise<Omit<Command, 'type' | 'body'>> {
    const {
      workspaceId,
      id: conversation,
      asOf: basedOn,
      turn,
    } = await this.#until(() => this.#conversationWith(phone));
    const id = commandIdSchema.parse(makeUuidV7(clock, randomFillSync));
    return { id, workspaceId, conversation, basedOn, turn };
  }

  async #accepted(command: Command): Promise<void> {
    this.#say({ type: 'command', command });
    const answer = await this.#until(() => this.#answers.get(command.id));
    if (answer.outcome !== 'accepted') throw new Error(`${command.type} ${answer.outcome}: ${answer.code}`);
  }

  #conversationWith(phone: string): Conversation | undefined {
    return [...this.#conversations.values()].find((conversation) => conversation.phone === phone);
  }

  #thread(phone: string): readonly Message[] {
    const id = this.#conversationWith(phone)?.id;
    return [...this.#messages.values()]
      .filter(({ conversation }) => conversation === id)
      .toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number);
  }

  #say(message: Up): void {
    this.#socket.send(JSON.stringify(message));
  }

  #hear(text: string): void {
    const message = downSchema.parse(JSON.parse(text));
    switch (message.type) {
      case 'snapshot':
        for (const { conversation, messages } of message.conversations) {
          this.#conversations.set(conversation.id, conversation);
          for (const known of messages) this.#messages.set(keyOf(known.conversation, known.number), known);
        }
        this.#isWhole ||= message.done;
        break;
      case 'frame':
        for (const seen of message.events) this.#apply(seen);
        break;
      case 'answer':
        this.#answers.set(message.answer.id, message.answer);
        break;
      case 'refused':
        throw new Error(`the relay refused the session: ${message.code} ${message.detail}`);
      case 'history_page':
        for (const known of message.messages) this.#messages.set(keyOf(known.conversation, known.number), known);
        break;
      case 'welcome':
        break;
    }
    this.#heard.emit('something');
  }

  #apply(seen: SeenEvent): void {
    const { conversation } = seen.event;
    this.#conversations.set(conversation, reduceConversation(this.#conversations.get(conversation), seen));
    const number = touchedMessage(seen.event);
    if (number === null) return;
    const key = keyOf(conversation, number);
    const message = reduceMessage(this.#messages.get(key), seen);
    if (message !== undefined) this.#messages.set(key, message);
  }

  async #until<Value>(look: () => Value | undefined | false): Promise<Value> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await once(this.#heard, 'something', { signal });
    }
  }
}

function keyOf(conversation: Conversation['id'], number: Message['number']): string {
  return `${conversation}/${number}`;
}
