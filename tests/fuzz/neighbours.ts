import { Agent, request } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { answers, helloWith, markerCommand, newId, openSocket } from './console-visit.ts';
import { NUMBER_ID, type FuzzTarget } from './fuzz-target.ts';

const PROBE_EVERY_MS = 50;
const PATIENCE_MS = 10_000;
/** There is no room for a webhook, or it could not be stored. */
const NO_ROOM = 503;
const COME_AGAIN_MS = 1000;
const MOST_TRIES = 60;

/** A customer who writes all the time and a console that listens all the time, while others misbehave. */
export class Neighbours implements AsyncDisposable {
  readonly #target: FuzzTarget;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  readonly #latencies: number[] = [];
  readonly #problems: string[] = [];
  readonly #listener: WebSocket;
  #timer: NodeJS.Timeout | undefined;
  #written = 0;
  #comeAgain = 0;
  #isLeaving = false;

  private constructor(target: FuzzTarget) {
    this.#target = target;
    this.#listener = openSocket(target, target.listenerToken);
    this.#listener.on('close', (code) => {
      if (!this.#isLeaving) this.#problems.push(`the listening console was closed with ${code}`);
    });
    this.#listener.on('error', ({ message }) => this.#problems.push(`the listening console: ${message}`));
  }

  static async start(target: FuzzTarget): Promise<Neighbours> {
    const neighbours = new Neighbours(target);
    await once(neighbours.#listener, 'open');
    neighbours.#listener.send(helloWith('null'));
    await neighbours.stillServed('at the start');
    neighbours.#timer = setInterval(() => void neighbours.#write(), PROBE_EVERY_MS);
    return neighbours;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  /** How often the customer's webhooks were told to come again. */
  get comeAgain(): number {
    return this.#comeAgain;
  }

  /** Latency of the customer's webhooks in milliseconds, at that share of them; from then on counted anew. */
  takeLatency(share: number): number {
    const sorted = this.#latencies.splice(0).toSorted((left, right) => left - right);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  }

  /** The customer's webhook is taken, the listening console is answered, and so is a new one. */
  async stillServed(when: string): Promise<void> {
    await this.#write();
    const fresh = openSocket(this.#target, this.#target.listenerToken);
    fresh.on('error', () => undefined);
    fresh.on('open', () => fresh.send(helloWith('null')));
    for (const [name, socket] of [
      ['the listening console', this.#listener],
      ['a new console', fresh],
    ] as const) {
      if (!(await answersInTime(socket))) this.#problems.push(`${when}: ${name} was not answered`);
    }
    fresh.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#isLeaving = true;
    this.#listener.terminate();
    this.#agent.destroy();
  }

  async #write(): Promise<void> {
    this.#written += 1;
    const status = await this.#postUntilTaken(Buffer.from(textBody(`neighbour.${this.#written}`)));
    if (status !== 200 && !this.#isLeaving) this.#problems.push(`a neighbour's webhook ended ${status}`);
  }

  /** As the provider does: what was answered with 503 comes again. Each time is measured by itself. */
  async #postUntilTaken(body: Buffer): Promise<number | string> {
    for (let tries = 1; ; tries += 1) {
      const began = performance.now();
      const status = await this.#post(body);
      this.#latencies.push(performance.now() - began);
      if (status !== NO_ROOM || tries === MOST_TRIES || this.#isLeaving) return status;
      this.#comeAgain += 1;
      await pause(COME_AGAIN_MS);
    }
  }

  #post(body: Buffer): Promise<number | string> {
    const { promise, resolve } = Promise.withResolvers<number | string>();
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': this.#target.sign(body) };
    const { host, port } = this.#target;
    const sent = request(
      { host, port, method: 'POST', path: '/webhooks/meta', headers, agent: this.#agent, timeout: PATIENCE_MS },
      (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)),
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (error) => resolve(error.message));
    sent.end(body);
    return promise;
  }
}

async function answersInTime(socket: WebSocket): Promise<boolean> {
  const id = newId();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const hear = (message: Buffer) => {
    if (answers(message.toString(), id)) resolve(true);
  };
  socket.on('message', hear);
  const ask = () => socket.send(markerCommand(id));
  if (socket.readyState === WebSocket.OPEN) ask();
  else socket.once('open', ask);
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  const isAnswered = await promise;
  clearTimeout(timer);
  socket.off('message', hear);
  return isAnswered;
}

function textBody(id: string): string {
  const message = { from: '447700900123', id, timestamp: '1790000001', type: 'text', text: { body: 'hello' } };
  const metadata = { display_phone_number: '15550100000', phone_number_id: NUMBER_ID };
  const value = { messaging_product: 'whatsapp', metadata, contacts: [], messages: [message] };
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}
