import { WebSocket } from 'ws';

import { makeUuidV7 } from '../../../src-shared/lib/uuid-v7.ts';
import type { Command, CommandAnswer } from '../../../src-shared/domain/command.ts';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { Cursor } from '../../../src-shared/domain/cursor.ts';
import { commandIdSchema, deviceIdSchema } from '../../../src-shared/domain/ids.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { downSchema, type Down } from '../../../src-shared/protocol/down.ts';
import type { Frame } from '../../../src-shared/protocol/frame.ts';
import { PROTOCOL_VERSION } from '../../../src-shared/protocol/protocol-version.ts';
import { CONSOLE_PATH } from '../../../src-shared/protocol/session-info.ts';
import type { Snapshot } from '../../../src-shared/protocol/snapshot.ts';
import type { Up } from '../../../src-shared/protocol/up.ts';

type DownOf<Type extends Down['type']> = Extract<Down, { type: Type }>;

/** How the relay ended a connection, or answered an upgrade that it did not want. */
export type ConnectionEnd =
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'not_upgraded'; readonly status: number };

export type ConsoleClientOptions = {
  /** The relay's address, `http://…`. */
  readonly url: string;
  readonly token: string;
  /** Acknowledge frames as they come (default), as a console does that keeps up. */
  readonly acks?: boolean;
  /** Answer pings (default); without, it looks as if the network had gone. */
  readonly answersPings?: boolean;
};

const DEVICE = deviceIdSchema.parse('0199a0b0-0000-4000-8000-000000000001');

/** A console's end of the wire for tests: typed, parsed, and without any state of its own but what it was told. */
export class ConsoleClient implements AsyncDisposable {
  readonly received: Down[] = [];
  readonly ended: Promise<ConnectionEnd>;
  readonly #socket: WebSocket;
  readonly #waiters = new Set<() => void>();
  #isOver = false;

  private constructor(options: ConsoleClientOptions) {
    const { url, token, acks = true, answersPings: autoPong = true } = options;
    const address = new URL(CONSOLE_PATH, url.replace(/^http/, 'ws'));
    const headers = { authorization: `Bearer ${token}` };
    this.#socket = new WebSocket(address, { headers, autoPong });
    const { promise, resolve } = Promise.withResolvers<ConnectionEnd>();
    this.ended = promise;
    const end = (how: ConnectionEnd) => {
      this.#isOver = true;
      resolve(how);
      this.#wake();
    };
    this.#socket.on('message', (message: Buffer) => this.#receive(message.toString(), acks));
    this.#socket.on('unexpected-response', (request, response) => {
      end({ kind: 'not_upgraded', status: response.statusCode ?? 0 });
      request.destroy();
    });
    this.#socket.on('error', () => end({ kind: 'closed', code: 0 }));
    this.#socket.on('close', (code) => end({ kind: 'closed', code }));
  }

  /** Connects without a word. */
  static async connect(options: ConsoleClientOptions): Promise<ConsoleClient> {
    const client = new ConsoleClient(options);
    const { promise, resolve } = Promise.withResolvers<void>();
    client.#socket.once('open', () => resolve());
    await Promise.race([promise, client.ended]);
    return client;
  }

  /** Connects and says hello. */
  static async open(options: ConsoleClientOptions & { readonly cursor?: Cursor | null }): Promise<ConsoleClient> {
    const client = await ConsoleClient.connect(options);
    client.hello(options.cursor ?? null);
    return client;
  }

  hello(cursor: Cursor | null): void {
    this.say({ type: 'hello', protocol: PROTOCOL_VERSION, device: DEVICE, cursor, appVersion: 'test' });
  }

  say(message: Up): void {
    this.sayRaw(JSON.stringify(message));
  }

  sayRaw(text: string): void {
    this.#socket.send(text);
  }

  /** The first message of a type that fits, also one that came already. Throws when the connection ends before. */
  async next<Type extends Down['type']>(
    type: Type,
    fits: (message: DownOf<Type>) => boolean = () => true,
  ): Promise<DownOf<Type>> {
    for (;;) {
      const found = this.received.filter((message) => isOfType(message, type)).find(fits);
      if (found !== undefined) return found;
      if (this.#isOver) throw new Error(`the connection ended before a ${type} that fits`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiters.add(resolve);
      await promise;
    }
  }

  /** Resolves when everything up to `seq` has arrived. */
  async caughtUp(seq: number): Promise<void> {
    const welcome = await this.next('welcome');
    if (welcome.resume === 'snapshot') {
      const { seq: asOf } = await this.next('snapshot', ({ done }) => done);
      if (asOf >= seq) return;
    }
    await this.next('frame', ({ to }) => to >= seq);
  }

  get frames(): readonly Frame[] {
    return this.received.filter((message) => isOfType(message, 'frame'));
  }

  get snapshot(): readonly Snapshot['conversations'][number][] {
    return this.received
      .filter((message) => isOfType(message, 'snapshot'))
      .flatMap(({ conversations }) => conversations);
  }

  /** `seq` of every event of every frame, in the order of arrival. */
  get seqs(): readonly number[] {
    return this.frames.flatMap(({ events }) => events.map(({ event }) => event.seq));
  }

  /** Sends a command and waits for its answer. */
  async command(command: Command): Promise<CommandAnswer> {
    const before = new Set<Down>(this.received);
    this.say({ type: 'command', command });
    const { answer } = await this.next('answer', (message) => message.answer.id === command.id && !before.has(message));
    return answer;
  }

  pauseReading(): void {
    this.#socket.pause();
  }

  resumeReading(): void {
    this.#socket.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
    await this.ended;
  }

  #receive(text: string, acks: boolean): void {
    const message = downSchema.parse(JSON.parse(text));
    this.received.push(message);
    if (acks && message.type === 'frame') {
      this.say({ type: 'ack', cursor: { epoch: message.epoch, seq: message.to } });
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }
}

/** A `message.send` by somebody who has seen `conversation` as it is. */
export function sendCommand(conversation: Conversation, text: string): Extract<Command, { type: 'message.send' }> {
  return {
    id: newCommandId(),
    workspaceId: conversation.workspaceId,
    conversation: conversation.id,
    basedOn: conversation.asOf,
    turn: conversation.turn,
    type: 'message.send',
    body: { text },
  };
}

export function newCommandId() {
  const clock = { now: () => epochMs(Date.now()) };
  return commandIdSchema.parse(makeUuidV7(clock, (bytes) => crypto.getRandomValues(bytes)));
}

function isOfType<Type extends Down['type']>(message: Down, type: Type): message is DownOf<Type> {
  return message.type === type;
}
