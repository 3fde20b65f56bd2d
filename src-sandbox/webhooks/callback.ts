import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { legacySignature, signature256 } from './sign.ts';

export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type Handshake =
  | { readonly verified: true }
  | { readonly verified: false; readonly reason: string; readonly status?: number | undefined };

export type CallbackSettings = { readonly appSecret: string; readonly verifyToken: string };

type Headers = Readonly<Record<string, string>>;

const COMMON_HEADERS = { 'Content-Type': 'application/json', 'User-Agent': 'facebookexternalua' };
const ATTEMPT_TIMEOUT_MS = 20_000;

/** The relay's webhook URL as Meta knows it: where to post, and how to sign. */
export class Callback {
  readonly #settings: CallbackSettings;
  readonly #closing = new AbortController();
  #url: string | undefined;
  #lastHandshake: Handshake | undefined;

  constructor(settings: CallbackSettings, url: string | undefined) {
    this.#settings = settings;
    this.#url = url;
  }

  get url(): string | undefined {
    return this.#url;
  }

  /** How the latest handshake with this URL went, if there was one. */
  get lastHandshake(): Handshake | undefined {
    return this.#lastHandshake;
  }

  /** Facts §1.1: Meta saves an address only when the handshake with it succeeds; else the former one stays. */
  async pointTo(url: string, challenge: string): Promise<Handshake> {
    const handshake = await this.#shakeHands(url, challenge);
    if (!handshake.verified) return handshake;
    this.#url = url;
    this.#lastHandshake = handshake;
    return handshake;
  }

  async post(body: Buffer): Promise<PostOutcome> {
    return this.postWith(body, this.signatures(body));
  }

  async postWith(body: Buffer, headers: Headers): Promise<PostOutcome> {
    const all = { ...COMMON_HEADERS, ...headers };
    return this.#fetch(this.#url, { method: 'POST', headers: all, body: new Uint8Array(body) });
  }

  /** Posts and hangs up once the body is out, so that no answer is ever heard. */
  async postAndHangUp(body: Buffer): Promise<PostOutcome> {
    const reason = 'Meta hung up';
    if (this.#url === undefined) return { kind: 'unreachable', reason };
    const { promise, resolve } = Promise.withResolvers<PostOutcome>();
    const send = new URL(this.#url).protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = { ...COMMON_HEADERS, ...this.signatures(body) };
    const request = send(this.#url, { method: 'POST', headers, signal: this.#closing.signal });
    request.once('close', () => {
      resolve({ kind: 'unreachable', reason });
    });
    request.once('error', (error) => {
      resolve({ kind: 'unreachable', reason: reasonOf(error) });
    });
    request.end(body, () => request.destroy());
    return promise;
  }

  /** The headers that sign a body. */
  signatures(body: Buffer): Headers {
    return {
      'X-Hub-Signature': legacySignature(this.#settings.appSecret, body),
      'X-Hub-Signature-256': signature256(this.#settings.appSecret, body),
    };
  }

  /** Facts §1.1: verified when the answer is 200 and its body is exactly the challenge. */
  async verify(challenge: string): Promise<Handshake> {
    this.#lastHandshake = await this.#shakeHands(this.#url, challenge);
    return this.#lastHandshake;
  }

  close(): void {
    this.#closing.abort();
  }

  async #shakeHands(address: string | undefined, challenge: string): Promise<Handshake> {
    const url = address === undefined ? undefined : this.#handshakeUrl(address, challenge);
    const outcome = await this.#fetch(url, { method: 'GET' });
    if (outcome.kind === 'unreachable') return { verified: false, reason: outcome.reason };
    const { status, body } = outcome;
    if (status !== 200) return { verified: false, reason: `answered ${status}`, status };
    if (body !== challenge) return { verified: false, reason: 'answered another challenge', status };
    return { verified: true };
  }

  #handshakeUrl(address: string, challenge: string): string {
    const url = new URL(address);
    url.searchParams.set('hub.mode', 'subscribe');
    url.searchParams.set('hub.challenge', challenge);
    url.searchParams.set('hub.verify_token', this.#settings.verifyToken);
    return url.href;
  }

  async #fetch(url: string | undefined, init: RequestInit): Promise<PostOutcome> {
    if (url === undefined) return { kind: 'unreachable', reason: 'no callback URL is set' };
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
    try {
      const response = await fetch(url, { ...init, signal, redirect: 'manual' });
      return { kind: 'answered', status: response.status, body: await response.text() };
    } catch (error) {
      return { kind: 'unreachable', reason: reasonOf(error) };
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
