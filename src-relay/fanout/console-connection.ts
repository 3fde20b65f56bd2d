import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Epoch } from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Hello } from '../../src-shared/protocol/hello.ts';
import type { ReadHistory } from '../../src-shared/protocol/history.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { Refused } from '../../src-shared/protocol/refused.ts';
import type { Accounts, SignedIn } from '../accounts/accounts.ts';
import type { Log } from '../log/log.ts';
import type { ConsoleSocket } from './console-socket.ts';
import { mayReachMessage } from './may-reach.ts';
import { parseUp, readHello } from './read-up.ts';
import { readServed, type Served } from './read-served.ts';
import { Subscriber, type SubscriberDeps } from './subscriber.ts';
import type { Turns } from './turns.ts';

/** What a connection needs beside its socket. */
export type ConnectionDeps = Omit<SubscriberDeps, 'session' | 'socket' | 'log'> & {
  readonly log: Pick<Log, 'read' | 'snapshot' | 'position' | 'readHistory'>;
  readonly accounts: Pick<Accounts, 'people'>;
  readonly turns: Turns;
  readonly takeCommand: TakeCommand;
};

/** Decides a command, as the console sent it. Undefined when not even its id can be read. */
export type TakeCommand = (session: Session, raw: unknown) => Promise<CommandAnswer | undefined>;

type State =
  | { readonly kind: 'awaiting_hello'; readonly cancelDeadline: () => void }
  | { readonly kind: 'serving'; readonly session: Session; readonly subscriber: Subscriber; readonly epoch: Epoch }
  | { readonly kind: 'closed' };

/**
 * One console, from the upgrade to the close: awaiting_hello → serving → closed.
 *
 * Messages are handled one after the other in the order they came, so that a command never overtakes another one of
 * the same console; acks are applied at once. A message that can't be read ends the connection with a coded refusal.
 */
export class ConsoleConnection {
  readonly #deps: ConnectionDeps;
  readonly #signedIn: SignedIn;
  readonly #socket: ConsoleSocket;
  #state: State;

  constructor(deps: ConnectionDeps, signedIn: SignedIn, socket: ConsoleSocket) {
    this.#deps = deps;
    this.#signedIn = signedIn;
    this.#socket = socket;
    const { startTimer, limits } = deps;
    const cancelDeadline = startTimer(() => this.refuse('hello_expected', 'no hello in time'), limits.helloTimeoutMs);
    this.#state = { kind: 'awaiting_hello', cancelDeadline };
  }

  /** Handles one text message; resolves when it is dealt with. Never rejects. */
  async handle(text: string): Promise<void> {
    try {
      const json = parseUp(text);
      if (this.#state.kind === 'awaiting_hello') await this.#greet(json);
      else if (this.#state.kind === 'serving') await this.#serve(this.#state.session, readServed(json));
    } catch (error) {
      this.#fail('message', error);
    }
  }

  /** Applies an ack out of turn. False for any other message. */
  tryAck(text: string): boolean {
    if (this.#state.kind !== 'serving' || !text.startsWith('{"type":"ack"')) return false;
    const served = readServed(parseUp(text));
    if (served.kind !== 'ack') return false;
    this.#ack(served.cursor);
    return true;
  }

  /** Sent to this console, and not yet acknowledged as durable. */
  get unackedBytes(): number {
    return this.#state.kind === 'serving' ? this.#state.subscriber.unackedBytes : 0;
  }

  refuse(code: Refused['code'], detail: string): void {
    if (this.#state.kind === 'closed') return;
    this.#deps.events.consoleRefused(code);
    this.#socket.refuse(code, detail);
    this.closed();
  }

  /** What came is no frame, or too long for one; the socket closes with a code of RFC 6455 (1002, 1007 or 1009). */
  broken(): void {
    if (this.#state.kind !== 'closed') this.#deps.events.consoleRefused('malformed_frame');
    this.closed();
  }

  /** The socket is gone, or about to be. */
  closed(): void {
    const state = this.#state;
    this.#state = { kind: 'closed' };
    if (state.kind === 'awaiting_hello') state.cancelDeadline();
    if (state.kind !== 'serving') return;
    state.subscriber.stop();
    this.#deps.events.consoleGone();
  }

  async #greet(json: unknown): Promise<void> {
    const greeting = readHello(json);
    if (greeting.kind === 'refused') {
      this.refuse(greeting.code, greeting.detail);
      return;
    }
    const { hello } = greeting;
    await this.#deps.turns.next();
    const { workspace, person, workspaceName } = this.#signedIn;
    const [position, people] = await Promise.all([
      this.#deps.log.position(workspace),
      this.#deps.accounts.people(workspace),
    ]);
    const head = must(position, 'workspace of a signed-in person');
    if (this.#state.kind !== 'awaiting_hello') return;
    this.#state.cancelDeadline();
    const session: Session = {
      workspace,
      person: person.id,
      role: person.role,
      device: hello.device,
      view: { scope: 'all' },
    };
    const resume = resumeFrom(hello, head);
    const subscriber = new Subscriber({ ...this.#deps, session, socket: this.#socket });
    this.#state = { kind: 'serving', session, subscriber, epoch: head.epoch };
    this.#deps.events.consoleConnected(resume);
    void this.#socket.say({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      epoch: head.epoch,
      head: head.seq,
      resume,
      session,
      workspaceName,
      people: [...people],
    });
    void this.#follow(subscriber, resume === 'frames' ? (hello.cursor ?? head) : head, { resume, head });
  }

  async #follow(
    subscriber: Subscriber,
    start: Cursor,
    { resume, head }: { resume: 'frames' | 'snapshot'; head: Cursor },
  ): Promise<void> {
    try {
      const end = await subscriber.run(resume, start, head.seq);
      if (end === 'too_slow') this.refuse('too_slow', 'no room for too long');
    } catch (error) {
      this.#fail('subscription', error);
    }
  }

  async #serve(session: Session, served: Served): Promise<void> {
    switch (served.kind) {
      case 'command':
        await this.#command(session, served.raw);
        return;
      case 'read_history':
        await this.#readHistory(session, served.request);
        return;
      case 'ack':
        this.#ack(served.cursor);
        return;
      case 'refused':
        this.refuse(served.code, served.detail);
    }
  }

  #ack(acked: Cursor): void {
    if (this.#state.kind !== 'serving' || acked.epoch !== this.#state.epoch) return;
    this.#state.subscriber.ack(acked.seq);
  }

  async #command(session: Session, raw: unknown): Promise<void> {
    const answer = await this.#deps.takeCommand(session, raw);
    if (answer === undefined) this.refuse('malformed', 'command without an id');
    else await this.#socket.say({ type: 'answer', answer });
  }

  async #readHistory(session: Session, request: ReadHistory): Promise<void> {
    const { conversation, before } = request;
    const { messages, hasMore } = await this.#deps.log.readHistory(session.workspace, request);
    const visible = messages
      .map((message) => mayReachMessage(session, message))
      .filter((message) => message !== undefined);
    await this.#socket.say({ type: 'history_page', conversation, before, messages: visible, hasMore });
  }

  #fail(where: 'message' | 'subscription', error: unknown): void {
    this.#deps.events.fault(where, error);
    this.#socket.fail();
    this.closed();
  }
}

/** Frames follow a cursor of this epoch that is not ahead of the log; anything else needs a snapshot. */
function resumeFrom(hello: Hello, head: Cursor): 'frames' | 'snapshot' {
  const { cursor } = hello;
  return cursor !== null && cursor.epoch === head.epoch && cursor.seq <= head.seq ? 'frames' : 'snapshot';
}
