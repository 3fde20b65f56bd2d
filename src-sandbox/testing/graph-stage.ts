import fastify from 'fastify';
import { assembleGraph } from '../graph/assemble-graph.ts';
import type { ClosedWindowAnswer } from '../graph/closed-window.ts';
import { openGraphDoor } from '../graph/graph-door.ts';
import type { GraphDeps } from '../graph/graph-deps.ts';
import { acceptRawBodies } from '../json-body.ts';
import { seededRandom } from '../random.ts';
import { Callback } from '../webhooks/callback.ts';
import { defaultAccount } from '../world/account.ts';
import { textContent } from '../world/content.ts';
import { createIds, waIdSchema, type Wamid } from '../world/ids.ts';
import { MediaStore } from '../world/media.ts';
import { NumberConnection } from '../world/number-connection.ts';
import type { AcceptedSend } from '../world/sends.ts';
import { Subscriptions } from '../world/subscriptions.ts';
import { Throughput } from '../world/throughput.ts';
import { World } from '../world/world.ts';
import { ManualTime } from './manual-time.ts';
import { errorIn } from './read.ts';
import { ADA, APP_SECRET, NOON_MS, TOKEN, VERIFY_TOKEN } from './stage.ts';

export type GraphOptions = {
  readonly callbackUrl?: string;
  readonly closedWindow?: ClosedWindowAnswer;
  readonly requireAppSecretProof?: boolean;
  readonly messagesPerSecond?: number;
};

export type Reply = { readonly status: number; readonly body: unknown; readonly headers: Headers };

export type CallOptions = {
  readonly body?: unknown;
  /** No header at all when it is null. */
  readonly token?: string | null;
  readonly version?: string;
};

const PLENTY = 1000;

/** Graph over HTTP on a real world whose clock moves by hand, without webhooks, control door or play. */
export class GraphStage implements AsyncDisposable {
  readonly time = new ManualTime(NOON_MS);
  readonly accepted: AcceptedSend[] = [];
  readonly syncs: string[] = [];
  readonly graph: GraphDeps;
  readonly #app = fastify({ forceCloseConnections: true });
  #url = '';

  constructor(options: GraphOptions = {}) {
    this.graph = this.#assemble(options);
  }

  static async open(options: GraphOptions = {}): Promise<GraphStage> {
    const stage = new GraphStage(options);
    acceptRawBodies(stage.#app);
    openGraphDoor(stage.#app, stage.graph);
    stage.#url = await stage.#app.listen({ port: 0, host: '127.0.0.1' });
    stage.graph.media.serveAt(stage.#url);
    return stage;
  }

  get url(): string {
    return this.#url;
  }

  /** Calls `METHOD path`, below the version, with the business token and a JSON body. */
  async call(method: 'GET' | 'POST' | 'DELETE' | 'PUT', path: string, options: CallOptions = {}): Promise<Reply> {
    const { body, token = TOKEN, version = 'v26.0' } = options;
    const response = await fetch(`${this.#url}/${version}/${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, body: json, headers: response.headers };
  }

  /** `POST /{PHONE_ID}/messages`. */
  async send(body: unknown, options: Omit<CallOptions, 'body'> = {}): Promise<Reply> {
    return this.call('POST', `${defaultAccount.phoneNumberId}/messages`, { ...options, body });
  }

  /** A customer writes, which opens their window. */
  customerWrites(from = ADA): Wamid {
    return this.graph.world.customerWrites({ from: waIdSchema.parse(from), content: textContent('hi') }).wamid;
  }

  /** Nothing of a refused send may be left behind. */
  traces(): { readonly sends: number; readonly told: number } {
    return { sends: this.graph.world.sends.all().length, told: this.accepted.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.graph.subscriptions.close();
    await this.#app.close();
  }

  #assemble(options: GraphOptions): GraphDeps {
    const { time } = this;
    const account = defaultAccount;
    const { nowMs } = time;
    const random = seededRandom('graph-stage');
    const ids = createIds((part) => seededRandom(`graph-stage ${part}`));
    const callback = new Callback({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }, options.callbackUrl);
    const throughput = new Throughput({ nowMs, messagesPerSecond: options.messagesPerSecond ?? PLENTY });
    const connection = new NumberConnection(nowMs, () => undefined);
    const world = new World({ account, ids, time, throughput, connection, deliver: () => undefined });
    return assembleGraph({
      account,
      app: { id: '700111222333401', secret: APP_SECRET, name: 'Echodesk' },
      requireAppSecretProof: options.requireAppSecretProof ?? false,
      token: TOKEN,
      world,
      connection,
      subscriptions: new Subscriptions(callback),
      throughput,
      media: new MediaStore({ nowMs, random }),
      ids,
      time,
      random,
      closedWindow: () => options.closedWindow ?? 'status',
      connect: (url, verifyToken) => new Callback({ appSecret: APP_SECRET, verifyToken }, url),
      onAccepted: (send) => this.accepted.push(send),
      onSync: (type) => this.syncs.push(type),
    });
  }
}

/** Status and code of a refused call. */
export function refusalIn({ status, body }: Reply): readonly [number, number] {
  return [status, errorIn(body).code];
}
