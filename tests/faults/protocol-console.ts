import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import { deviceIdSchema } from '../../src-shared/domain/ids.ts';
import { downSchema, type Down } from '../../src-shared/protocol/down.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';
import type { Snapshot } from '../../src-shared/protocol/snapshot.ts';
import type { Up } from '../../src-shared/protocol/up.ts';
import { Outbox } from './outbox.ts';
import { View } from './view.ts';

const RECONNECT_AFTER_MS = 250;
/** So many frames apart are the states that a kill can throw the console back to. */
const FRAMES_BETWEEN_SAVES = 20;

type Saved = { readonly view: View; readonly cursor: Cursor | null };

/**
 * A console without a window that behaves as the real one does towards the relay: state and cursor change together, a
 * reply goes again under its id until it is answered, a lost connection is made anew. In memory; {@link drop} is what a
 * kill or a power cut is to it.
 */
export class ProtocolConsole implements AsyncDisposable {
  readonly name: string;
  readonly outbox = new Outbox();
  /** Ranges of the log that were left out before a frame or inside one. */
  readonly gaps: string[] = [];
  readonly #url: URL;
  readonly #token: string;
  readonly #device = deviceIdSchema.parse(randomUUID());
  #view = new View();
  #cursor: Cursor | null = null;
  #saved: Saved = { view: new View(), cursor: null };
  #framesSinceSaved = 0;
  /** A snapshot that is not whole yet. */
  #arriving: View | undefined;
  #socket: WebSocket | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Begins to connect. `relayUrl`: where the load balancer listens. */
  constructor(name: string, relayUrl: string, token: string) {
    this.name = name;
    this.#url = new URL(CONSOLE_PATH, relayUrl.replace(/^http/, 'ws'));
    this.#token = token;
    this.#connect();
  }

  get view(): View {
    return this.#view;
  }

  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** Queues a reply; false where this console does not know the customer yet. `phone`: digits. */
  replies(phone: string, text: string): boolean {
    const conversation = this.#view.conversationWith(phone);
    if (conversation === undefined) return false;
    this.outbox.write(conversation, text);
    this.#pump();
    return true;
  }

  /** The connection is gone at once; with `isPowerCut` the state of some frames ago comes back. Replies stay. */
  drop(isPowerCut: boolean): void {
    if (isPowerCut) {
      this.#view = new View(this.#saved.view);
      this.#cursor = this.#saved.cursor;
    }
    this.#socket?.terminate();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#reconnect);
    this.#socket?.terminate();
    return Promise.resolve();
  }

  #connect(): void {
    const socket = new WebSocket(this.#url, { headers: { authorization: `Bearer ${this.#token}` } });
    this.#socket = socket;
    socket.on('open', () => {
      const common = { protocol: PROTOCOL_VERSION, device: this.#device, appVersion: 'faults' };
      this.#say({ type: 'hello', ...common, cursor: this.#cursor });
    });
    socket.on('message', (text: Buffer) => this.#hear(downSchema.parse(JSON.parse(text.toString()))));
    // An error is followed by `close`, which is what counts.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#lost());
  }

  #lost(): void {
    this.#socket = undefined;
    this.#arriving = undefined;
    this.outbox.forgetConnection();
    if (!this.#isClosed) this.#reconnect = setTimeout(() => this.#connect(), RECONNECT_AFTER_MS);
  }

  #hear(message: Down): void {
    switch (message.type) {
      case 'snapshot':
        this.#keep(message);
        break;
      case 'frame':
        this.#apply(message);
        break;
      case 'answer':
        this.outbox.take(message.answer);
        break;
      case 'welcome':
        if (this.#cursor !== null && message.epoch !== this.#cursor.epoch) this.gaps.push('another life of the log');
        break;
      case 'refused':
      case 'history_page':
        break;
    }
    this.#pump();
  }

  #keep({ epoch, seq, page, done, conversations }: Snapshot): void {
    if (page === 0) this.#arriving = new View();
    for (const { conversation, messages } of conversations) this.#arriving?.put(conversation, messages);
    if (!done || this.#arriving === undefined) return;
    this.#view = this.#arriving;
    this.#arriving = undefined;
    this.#moveTo({ epoch, seq });
  }

  #apply({ epoch, from, to, events }: Frame): void {
    const at = this.#cursor?.seq ?? 0;
    const seqs = events.map(({ event }) => event.seq);
    const isWhole = from <= at && seqs.every((seq, index) => seq === from + index + 1) && seqs.at(-1) === to;
    if (!isWhole) this.gaps.push(`at ${at}: a frame of ${from}-${to} with ${seqs.join(' ')}`);
    for (const seen of events) this.#view.apply(seen);
    this.#moveTo({ epoch, seq: to });
    this.#framesSinceSaved += 1;
    if (this.#framesSinceSaved >= FRAMES_BETWEEN_SAVES) this.#save();
  }

  #save(): void {
    this.#framesSinceSaved = 0;
    this.#saved = { view: new View(this.#view), cursor: this.#cursor };
  }

  #moveTo(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#say({ type: 'ack', cursor });
  }

  #pump(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.#cursor === null) return;
    const view = this.#view;
    for (const command of this.outbox.next(this.#cursor.seq, (id) => view.conversation(id))) {
      this.#say({ type: 'command', command });
    }
  }

  #say(message: Up): void {
    this.#socket?.send(JSON.stringify(message));
  }
}
