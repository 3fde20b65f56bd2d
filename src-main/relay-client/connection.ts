import { downSchema, type Down } from '../../src-shared/protocol/down.ts';
import { CLOSE_CODE, type Refused } from '../../src-shared/protocol/refused.ts';
import type { Up } from '../../src-shared/protocol/up.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { isBusyStatus } from './busy-status.ts';
import { Credit, CREDIT_BYTES } from './credit.ts';
import type { dial, Socket, SocketEvent } from './dial.ts';
import type { OfflineReason, RefusalCode } from './link-machine.ts';

export type Passed = Exclude<Down, { type: 'refused' }>;

/** How a connection ended, for whatever reason: said once, and nothing follows. */
export type Ending =
  | { readonly kind: 'failed'; readonly reason: OfflineReason; readonly cause: string }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

export type ConnectionOptions = {
  readonly url: string;
  readonly token: string;
  readonly hello: Extract<Up, { type: 'hello' }>;
  readonly dial: typeof dial;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** `bytes`: size on the wire of what has to be given back, 0 for what has not. */
  readonly onMessage: (message: Passed, bytes: number) => void;
  readonly onEnd: (ending: Ending) => void;
};

/** The relay pings every 5 s. */
const MOST_SILENCE_MS = 15_000;
const MOST_SILENCE_AFTER_PROBE_MS = 3000;

/**
 * One socket to the relay, from dialling to its end.
 *
 * - Says hello when open; the first message must be the welcome (or a refusal), else the relay is not understood. Until
 *   then a ping is no sign of life: a relay that never welcomes is left.
 * - Parses each message once. One that does not parse ends the connection.
 * - Snapshots and frames take credit; without credit the socket is paused, and silence is not counted meanwhile.
 * - After `onEnd` or `end` nothing is called any more.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #credit = new Credit(CREDIT_BYTES);
  readonly #socket: Socket;
  #isWelcomed = false;
  #isOver = false;
  #heardAt: number;
  #mostSilence = MOST_SILENCE_MS;
  #stopWatch = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
    this.#socket = options.dial(options.url, options.token, (event) => {
      this.#onSocket(event);
    });
    this.#watchSilence(MOST_SILENCE_MS);
  }

  send(message: Up): void {
    if (!this.#isOver && this.#isWelcomed) this.#socket.send(JSON.stringify(message));
  }

  /** The worker has applied `bytes`. */
  giveBack(bytes: number): void {
    if (!this.#credit.giveBack(bytes) || this.#isOver) return;
    this.#heard();
    this.#socket.resume();
  }

  /** Something may have happened to the network: a relay that does not answer within 3 s is gone. */
  probe(): void {
    if (this.#isOver || this.#credit.isPaused) return;
    this.#heardAt = this.#options.clock.now();
    this.#mostSilence = MOST_SILENCE_AFTER_PROBE_MS;
    this.#watchSilence(MOST_SILENCE_AFTER_PROBE_MS);
    this.#socket.ping();
  }

  /** Closes without a word to `onEnd`. */
  end(): void {
    this.#isOver = true;
    this.#stopWatch();
    this.#socket.end();
  }

  #onSocket(event: SocketEvent): void {
    if (this.#isOver) return;
    switch (event.kind) {
      case 'opened':
        this.#heard();
        this.#socket.send(JSON.stringify(this.#options.hello));
        return;
      case 'alive':
        if (this.#isWelcomed) this.#heard();
        return;
      case 'text':
        this.#heard();
        this.#onText(event.text, event.bytes);
        return;
      case 'rejected':
        this.#finish(endingOfStatus(event.status));
        return;
      case 'unreachable':
        this.#finish({ kind: 'failed', reason: 'unreachable', cause: event.cause });
        return;
      case 'closed':
        this.#finish(endingOf(codeOfClose(event.code), `close_${event.code}`));
        return;
    }
  }

  #onText(text: string, bytes: number): void {
    const message = parseDown(text);
    if (message === null || (!this.#isWelcomed && message.type !== 'welcome' && message.type !== 'refused')) {
      this.#finish({ kind: 'failed', reason: 'closed', cause: 'malformed' });
    } else if (message.type === 'refused') {
      this.#finish(endingOf(message.code, `refused_${message.code}`));
    } else {
      this.#isWelcomed = true;
      const isCounted = message.type === 'snapshot' || message.type === 'frame';
      if (isCounted && this.#credit.spend(bytes)) this.#socket.pause();
      this.#options.onMessage(message, isCounted ? bytes : 0);
    }
  }

  #heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#mostSilence = MOST_SILENCE_MS;
  }

  #watchSilence(milliseconds: number): void {
    this.#stopWatch();
    this.#stopWatch = this.#options.startTimer(() => {
      const rest = this.#credit.isPaused
        ? MOST_SILENCE_MS
        : this.#heardAt + this.#mostSilence - this.#options.clock.now();
      if (rest > 0) this.#watchSilence(rest);
      else this.#finish({ kind: 'failed', reason: 'silent', cause: 'silent' });
    }, milliseconds);
  }

  #finish(ending: Ending): void {
    this.end();
    this.#options.onEnd(ending);
  }
}

function endingOfStatus(status: number): Ending {
  if (status === 401) return { kind: 'unauthorised' };
  return { kind: 'failed', reason: isBusyStatus(status) ? 'busy' : 'unreachable', cause: `status_${status}` };
}

function endingOf(code: Refused['code'] | null, cause: string): Ending {
  switch (code) {
    case 'protocol_too_old':
    case 'protocol_too_new':
    case 'malformed':
      return { kind: 'refused', code };
    case 'too_slow':
    case 'shutting_down':
      return { kind: 'failed', reason: code, cause };
    case 'hello_expected':
    case null:
      return { kind: 'failed', reason: 'closed', cause };
  }
}

function codeOfClose(closeCode: number): Refused['code'] | null {
  switch (closeCode) {
    case CLOSE_CODE.protocol_too_old:
      return 'protocol_too_old';
    case CLOSE_CODE.protocol_too_new:
      return 'protocol_too_new';
    case CLOSE_CODE.malformed:
      return 'malformed';
    case CLOSE_CODE.too_slow:
      return 'too_slow';
    case CLOSE_CODE.shutting_down:
      return 'shutting_down';
    default:
      return null;
  }
}

function parseDown(text: string): Down | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return downSchema.safeParse(value).data ?? null;
}
