import type { Command, CommandAnswer } from '../../../src-shared/domain/command.ts';
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import {
  conversationIdSchema,
  messageNumberSchema,
  workspaceIdSchema,
  type ConversationId,
} from '../../../src-shared/domain/ids.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import type { QueuedEntry } from '../../../src-shared/domain/outbox-entry.ts';
import { PROTOCOL_VERSION } from '../../../src-shared/protocol/protocol-version.ts';
import { toMainSchema, toWorkerSchema, type ToMain } from '../../../src-shared/ipc/sync-port.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { must } from '../../../src-shared/lib/must.ts';
import type { Storages } from '../../db/storage.ts';
import { createPortClient, type PortClient } from '../../sync-client/port-client.ts';
import type { Update, UpdateOf } from '../../sync-client/sync-contract.ts';
import { INITIAL_STATUS, type SyncStatus } from '../../sync-client/sync-status.ts';
import { SyncHub } from '../sync-hub.ts';
import { freshStorages } from '../../db/testing/fresh-storage.ts';
import { WORKSPACE, type ScriptedLog } from './scripted-log.ts';

export const CACHE_KEY = 'c'.repeat(32);

/** Values that come one by one, and those who wait for one that fits. */
class Heard<Value> {
  readonly all: Value[] = [];
  readonly #waiting = new Set<() => void>();

  push(value: Value): void {
    this.all.push(value);
    this.recheck();
  }

  recheck(): void {
    for (const check of this.#waiting) check();
  }

  /** Resolves as soon as `isSo`. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!isSo()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

/** Main's side: what it heard of the worker, and what it passes on from the relay. */
class PlayedMain {
  readonly heard: ToMain[];
  readonly #heard = new Heard<ToMain>();
  /** The end that a window brings to the worker. */
  readonly toWorker: MessagePort;
  readonly #port: MessagePort;
  #taken = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.toWorker = port2;
    this.heard = this.#heard.all;
    port1.addEventListener('message', (event: MessageEvent<unknown>) =>
      this.#heard.push(toMainSchema.parse(event.data)),
    );
    port1.start();
  }

  /** The next message of that kind that no test has taken yet. */
  async next<Kind extends ToMain['kind']>(kind: Kind): Promise<Extract<ToMain, { kind: Kind }>> {
    const isKind = (message: ToMain): message is Extract<ToMain, { kind: Kind }> => message.kind === kind;
    await this.#heard.until(() => this.heard.slice(this.#taken).some(isKind));
    const index = this.heard.findIndex((message, at) => at >= this.#taken && isKind(message));
    this.#taken = index + 1;
    return must(this.heard.slice(index).find(isKind), kind);
  }

  async nextCommand(): Promise<Command> {
    const { message } = await this.next('up');
    if (message.type !== 'command') throw new Error(`not a command: ${message.type}`);
    return message.command;
  }

  /** Commands given to main so far. */
  get commands(): Command[] {
    return this.heard.flatMap((said) =>
      said.kind === 'up' && said.message.type === 'command' ? [said.message.command] : [],
    );
  }

  say(message: unknown): void {
    this.#port.postMessage(toWorkerSchema.parse(message));
  }

  profile(): void {
    const person = { id: 7, name: 'Alan', role: 'agent' };
    this.say({
      kind: 'profile',
      profile: { cacheKey: CACHE_KEY, workspace: WORKSPACE, workspaceName: 'Shop', person },
    });
  }

  link(state: 'live' | 'connecting'): void {
    this.say({ kind: 'link', link: { state, since: 0 } });
  }

  down(message: unknown, bytes = 100): void {
    this.say({ kind: 'down', bytes, message });
  }

  welcome(log: ScriptedLog, resume: 'frames' | 'snapshot'): void {
    const person = { id: 7, name: 'Alan', role: 'agent' };
    const session = {
      workspace: WORKSPACE,
      person: 7,
      role: 'agent',
      device: crypto.randomUUID(),
      view: { scope: 'all' },
    };
    const { epoch, head } = log;
    this.down(
      {
        type: 'welcome',
        protocol: PROTOCOL_VERSION,
        epoch,
        head,
        resume,
        session,
        workspaceName: 'Shop',
        people: [person],
      },
      0,
    );
  }

  answer(answer: { id: string; outcome: CommandAnswer['outcome']; code: string; seq: number | null }): void {
    this.down({ type: 'answer', answer });
  }

  /** Welcomes with a snapshot and waits until it is whole. */
  async giveSnapshot(log: ScriptedLog, perPage = 100): Promise<void> {
    this.welcome(log, 'snapshot');
    for (const page of log.snapshot(perPage)) this.down(page);
    await this.#heard.until(() => this.heard.some((said) => said.kind === 'applied' && said.cursor?.seq === log.head));
  }

  close(): void {
    this.#port.close();
  }
}

/** What one window shows, kept up by the updates alone. */
export class PlayedWindow {
  readonly client: PortClient;
  readonly updates: Update[];
  readonly list = new Map<number, Conversation>();
  readonly messages = new Map<number, Message>();
  queued: readonly QueuedEntry[] = [];
  left: UpdateOf<'thread'>['left'] = [];
  hasOlder = false;
  isListReady = false;
  isThreadReady = false;
  draft: string | null = null;
  status: SyncStatus = INITIAL_STATUS;
  readonly #heard = new Heard<Update>();

  constructor(client: PortClient) {
    this.client = client;
    this.updates = this.#heard.all;
    const take = (update: Update) => this.#take(update);
    client.subscribe({ topic: 'status' }, take);
    client.subscribe({ topic: 'conversations' }, take);
  }

  opens(conversation: number): () => void {
    const id = conversationIdSchema.parse(conversation);
    const take = (update: Update) => this.#take(update);
    const stops = [
      this.client.subscribe({ topic: 'thread', conversation: id }, take),
      this.client.subscribe({ topic: 'draft', conversation: id }, take),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#heard.until(isSo);
  }

  get texts(): (string | null)[] {
    return [...this.messages.values()].toSorted((a, b) => a.number - b.number).map((message) => message.text);
  }

  sends(conversation: number, text: string): ReturnType<PortClient['call']> {
    return this.client.call({
      call: 'queue',
      intent: { ...this.seen(conversation), type: 'message.send', body: { text } },
    });
  }

  sendsAgain(conversation: number, message: number): ReturnType<PortClient['call']> {
    const body = { message: messageNumberSchema.parse(message), after: 1 };
    return this.client.call({ call: 'queue', intent: { ...this.seen(conversation), type: 'message.retry', body } });
  }

  marksRead(conversation: number, inbound: number): ReturnType<PortClient['call']> {
    const intent = { ...this.seen(conversation), type: 'conversation.mark_read', body: { inbound } } as const;
    return this.client.call({ call: 'queue', intent });
  }

  /** What every command says of what this window shows. */
  seen(id: number) {
    const conversation = must(this.list.get(id), `conversation ${id}`);
    return {
      workspaceId: workspaceIdSchema.parse(WORKSPACE),
      conversation: conversation.id,
      basedOn: conversation.asOf,
      turn: conversation.turn,
    };
  }

  #take(update: Update): void {
    switch (update.topic) {
      case 'status':
        this.status = update.status;
        break;
      case 'draft':
        this.draft = update.text;
        break;
      case 'conversations':
        if (update.reset) this.list.clear();
        for (const conversation of update.upserts) this.list.set(conversation.id, conversation);
        this.isListReady = true;
        break;
      case 'thread':
        if (update.reset) this.messages.clear();
        for (const message of update.upserts) this.messages.set(message.number, message);
        this.queued = update.queued;
        this.left = update.left;
        this.hasOlder = update.hasOlder;
        this.isThreadReady = true;
        break;
    }
    this.#heard.push(update);
  }
}

/** One run of the console's sync worker on given storages, with main and windows played over real ports. */
export class SyncWorld {
  main = new PlayedMain();
  readonly #storages: Storages | null;
  readonly #hub: SyncHub;
  readonly #ports: MessagePort[] = [];
  readonly #timers = new Set<() => void>();

  /** Null: no storage opens. */
  constructor(storages: Storages | null = freshStorages()) {
    this.#storages = storages;
    let time = 1_700_001_000_000;
    this.#hub = new SyncHub({
      openStorages: () => Promise.resolve(this.storages),
      lock: () => Promise.resolve(() => {}),
      clock: { now: () => epochMs((time += 1)) },
      random: (bytes) => crypto.getRandomValues(bytes),
      startTimer: (run) => {
        this.#timers.add(run);
        return () => this.#timers.delete(run);
      },
    });
  }

  get storages(): Storages {
    return must(this.#storages, 'storage');
  }

  /** Lets the time of every running timer be over. */
  elapse(): void {
    const due = [...this.#timers];
    this.#timers.clear();
    for (const run of due) run();
  }

  /** Main's end closes; whoever asks gets a new one. */
  renewMain(): void {
    const before = this.main;
    this.main = new PlayedMain();
    before.close();
  }

  /** Closes window number `index`, in the order opened. */
  async closeWindow(index: number): Promise<void> {
    const port = must(this.#ports[index], `window ${index}`);
    const closed = new Promise((resolve) => port.addEventListener('close', resolve));
    port.close();
    await closed;
  }

  window(): PlayedWindow {
    const { port1, port2 } = new MessageChannel();
    this.#ports.push(port1);
    this.#hub.connectWindow(port2);
    return new PlayedWindow(createPortClient(port1, () => Promise.resolve(this.main.toWorker)));
  }

  /** A window on a profile that is open, its cache filled from `log`, the link live. */
  async openedOn(log: ScriptedLog, perPage = 100): Promise<PlayedWindow> {
    const window = this.window();
    this.main.profile();
    await this.main.next('ready');
    await this.main.giveSnapshot(log, perPage);
    this.main.link('live');
    await window.until(() => window.status.link?.state === 'live' && window.list.size === log.conversations.size);
    return window;
  }

  /** Ends the run as a quit does; the storages stay. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub.close();
    for (const port of this.#ports) port.close();
    this.main.close();
  }
}

export function idOf(conversation: number): ConversationId {
  return conversationIdSchema.parse(conversation);
}
