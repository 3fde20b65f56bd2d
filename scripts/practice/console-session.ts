import { randomFillSync, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { commandIdSchema, deviceIdSchema, seqSchema, type Seq } from '../../src-shared/domain/ids.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { makeUuidV7 } from '../../src-shared/lib/uuid-v7.ts';
import { downSchema } from '../../src-shared/protocol/down.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';
import type { Snapshot } from '../../src-shared/protocol/snapshot.ts';
import type { Up } from '../../src-shared/protocol/up.ts';

const PATIENCE_MS = 20_000;
const clock = { now: () => epochMs(Date.now()) };

/** What a command does; the session adds what its author has seen. */
export type Deed = Command extends infer Each ? (Each extends Command ? Pick<Each, 'type' | 'body'> : never) : never;

/** Thrown by everything that waits when the relay has refused or left the session. */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
}

/**
 * A session with the relay without a window, as a bot has it: follows the log from a snapshot on, in memory, and sends
 * commands. States: open → ended, for good; it does not reconnect.
 */
export class ConsoleSession {
  readonly #socket: WebSocket;
  readonly #conversations = new Map<Conversation['id'], Conversation>();
  readonly #messages = new Map<string, Message>();
  readonly #answers = new Map<CommandAnswer['id'], CommandAnswer>();
  readonly #followers = new Set<(seen: SeenEvent) => void>();
  readonly #heard = new EventEmitter();
  #seq: Seq = seqSchema.parse(0);
  #isWhole = false;
  #ended: SessionEndedError | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (frame: Buffer) => this.#hear(frame.toString()));
    socket.on('error', (error) => this.#end(error.message));
    socket.on('close', (code) => this.#end(`closed with ${code}`));
  }

  /** Resolves when everything that the token's person may see is there. */
  static async open(relayUrl: string, token: string): Promise<ConsoleSession> {
    const url = new URL(CONSOLE_PATH, relayUrl.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    await once(socket, 'open');
    const session = new ConsoleSession(socket);
    const device = deviceIdSchema.parse(randomUUID());
    session.#say({ type: 'hello', protocol: PROTOCOL_VERSION, device, cursor: null, appVersion: 'practice' });
    await session.until(() => session.#isWhole);
    return session;
  }

  get conversations(): readonly Conversation[] {
    return [...this.#conversations.values()];
  }

  conversation(id: Conversation['id']): Conversation | undefined {
    return this.#conversations.get(id);
  }

  /** What is known of a conversation, in the order shown. */
  messagesOf(id: Conversation['id']): readonly Message[] {
    return [...this.#messages.values()]
      .filter(({ conversation }) => conversation === id)
      .toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number);
  }

  /** Calls `follower` with every event from now on, after it is applied. */
  follow(follower: (seen: SeenEvent) => void): void {
    this.#followers.add(follower);
  }

  /** Lets the deed be based on all that this session has seen; resolves when its effect is seen here too. */
  async command(
    { workspaceId, id: conversation, asOf: basedOn, turn }: Conversation,
    deed: Deed,
  ): Promise<CommandAnswer> {
    const id = commandIdSchema.parse(makeUuidV7(clock, randomFillSync));
    this.#say({ type: 'command', command: { id, workspaceId, conversation, basedOn, turn, ...deed } });
    const answer = await this.until(() => this.#answers.get(id));
    if (answer.outcome === 'accepted') await this.until(() => this.#seq >= answer.seq);
    return answer;
  }

  /** Asks for messages numbered below `before`; they join `messagesOf` when they come. */
  readHistory(conversation: Conversation['id'], before: Message['number'], limit: number): void {
    this.#say({ type: 'read_history', conversation, before, limit });
  }

  /** Resolves with what `look` finds, now or after something was heard; throws after 20 s, or when the session ends. */
  async until<Value>(look: () => Value | undefined | false): Promise<Value> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      if (this.#ended !== undefined) throw this.#ended;
      await once(this.#heard, 'something', { signal });
    }
  }

  close(): void {
    this.#socket.terminate();
  }

  #say(message: Up): void {
    this.#socket.send(JSON.stringify(message));
  }

  #end(reason: string): void {
    this.#ended ??= new SessionEndedError(`the session with the relay has ended: ${reason}`);
    this.#heard.emit('something');
  }

  #hear(text: string): void {
    const message = downSchema.parse(JSON.parse(text));
    switch (message.type) {
      case 'snapshot':
        this.#keep(message);
        break;
      case 'frame':
        this.#apply(message);
        break;
      case 'answer':
        this.#answers.set(message.answer.id, message.answer);
        break;
      case 'refused':
        this.#end(`${message.code} ${message.detail}`);
        break;
      case 'history_page':
        for (const known of message.messages) this.#messages.set(keyOf(known.conversation, known.number), known);
        break;
      case 'welcome':
        break;
    }
    this.#heard.emit('something');
  }

  #keep({ seq, epoch, done, conversations }: Snapshot): void {
    for (const { conversation, messages } of conversations) {
      this.#conversations.set(conversation.id, conversation);
      for (const known of messages) this.#messages.set(keyOf(known.conversation, known.number), known);
    }
    if (!done) return;
    this.#isWhole = true;
    this.#moveTo(epoch, seq);
  }

  #apply({ epoch, events, to }: Frame): void {
    for (const seen of events) this.#reduce(seen);
    this.#moveTo(epoch, to);
    for (const seen of events) for (const follower of this.#followers) follower(seen);
  }

  /** The relay stops sending to who acknowledges nothing. */
  #moveTo(epoch: Frame['epoch'], seq: Seq): void {
    this.#seq = seq;
    this.#say({ type: 'ack', cursor: { epoch, seq } });
  }

  #reduce(seen: SeenEvent): void {
    const { conversation } = seen.event;
    this.#conversations.set(conversation, reduceConversation(this.#conversations.get(conversation), seen));
    const number = touchedMessage(seen.event);
    if (number === null) return;
    const key = keyOf(conversation, number);
    const message = reduceMessage(this.#messages.get(key), seen);
    if (message !== undefined) this.#messages.set(key, message);
  }
}

function keyOf(conversation: Conversation['id'], number: Message['number']): string {
  return `${conversation}/${number}`;
}
