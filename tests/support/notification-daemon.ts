import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import dbus from 'dbus-next';
import { z } from 'zod';
import { must } from '../../src-shared/lib/must.ts';

const PATIENCE_MS = 10_000;
const CLOSED_BY_CALL = 3;

const shownSchema = z.object({
  id: z.number(),
  summary: z.string(),
  body: z.string(),
  actions: z.array(z.string()),
  desktopEntry: z.string().nullable(),
});
/** A notification as the desktop would show it; `body` still holds its markup. */
export type ShownNotification = z.infer<typeof shownSchema>;

const hintSchema = z.object({ value: z.unknown() });

/** `org.freedesktop.Notifications` (specification 1.2): keeps what it is asked to show. Its members have D-Bus names. */
class NotificationServer extends dbus.interface.Interface {
  readonly shown: ShownNotification[] = [];
  readonly closed: number[] = [];
  /** Emits `shown` and `closed`; the interface's own emitter is that of another package. */
  readonly happened = new EventEmitter();

  constructor() {
    super('org.freedesktop.Notifications');
  }

  GetCapabilities(): string[] {
    return ['body', 'body-markup', 'actions', 'persistence'];
  }

  GetServerInformation(): string[] {
    return ['Recording', 'Echodesk tests', '1', '1.2'];
  }

  Notify(...args: readonly unknown[]): number {
    const [, replaces, , summary, body, actions, hints] = args;
    const given = z.record(z.string(), hintSchema).parse(hints);
    const replaced = z.number().parse(replaces);
    const notification = shownSchema.parse({
      id: replaced === 0 ? this.shown.length + 1 : replaced,
      summary,
      body,
      actions,
      desktopEntry: given['desktop-entry']?.value ?? null,
    });
    this.shown.push(notification);
    this.happened.emit('shown');
    return notification.id;
  }

  CloseNotification(id: number): void {
    this.closed.push(id);
    this.NotificationClosed(id, CLOSED_BY_CALL);
    this.happened.emit('closed');
  }

  ActionInvoked(id: number, action: string): unknown[] {
    return [id, action];
  }

  NotificationClosed(id: number, reason: number): unknown[] {
    return [id, reason];
  }
}

NotificationServer.configureMembers({
  methods: {
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
  },
  signals: {
    ActionInvoked: { signature: 'us' },
    NotificationClosed: { signature: 'uu' },
  },
});

type Daemon = ChildProcessByStdio<null, Readable, null>;

/** A session bus of its own with a desktop on it that shows nothing and remembers everything. */
export class NotificationDaemon implements AsyncDisposable {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  readonly #daemon: Daemon;
  readonly #bus: dbus.MessageBus;
  readonly #server: NotificationServer;

  private constructor(parts: { address: string; daemon: Daemon; bus: dbus.MessageBus; server: NotificationServer }) {
    this.address = parts.address;
    this.#daemon = parts.daemon;
    this.#bus = parts.bus;
    this.#server = parts.server;
  }

  static async start(): Promise<NotificationDaemon> {
    const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', '--nopidfile'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const address = await addressOf(daemon);
    const bus = dbus.sessionBus({ busAddress: address });
    await once(bus, 'connect');
    const server = new NotificationServer();
    bus.export('/org/freedesktop/Notifications', server);
    await bus.requestName('org.freedesktop.Notifications', 0);
    return new NotificationDaemon({ address, daemon, bus, server });
  }

  /** All that were shown, oldest first. */
  get shown(): readonly ShownNotification[] {
    return this.#server.shown;
  }

  /** Ids of those that their application took back. */
  get closed(): readonly number[] {
    return this.#server.closed;
  }

  /** Resolves with number `count` (from 1) as soon as it is shown. */
  async nth(count: number): Promise<ShownNotification> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (this.shown.length < count) await once(this.#server.happened, 'shown', { signal });
    return must(this.shown[count - 1], `notification ${count}`);
  }

  /** Resolves when the application has taken the notification back. */
  async closing(id: number): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!this.closed.includes(id)) await once(this.#server.happened, 'closed', { signal });
  }

  /** As a click on the notification itself. */
  click(notification: ShownNotification): void {
    this.#server.ActionInvoked(notification.id, 'default');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#bus.disconnect();
    const exited = once(this.#daemon, 'exit');
    this.#daemon.kill();
    await exited;
  }
}

async function addressOf(daemon: Daemon): Promise<string> {
  const lines = createInterface({ input: daemon.stdout });
  return new Promise((resolve, reject) => {
    lines.once('line', resolve);
    daemon.once('error', reject);
    daemon.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
  });
}
