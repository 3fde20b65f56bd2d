import type { Surroundings } from '../assemble.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';
import type { SandboxOptions } from '../options.ts';
import { Receiver } from './receiver.ts';

export const TOKEN = 'graph-token';
export const APP_SECRET = 'app-secret';
export const VERIFY_TOKEN = 'verify-token';
export const NOON_MS = Date.UTC(2026, 10, 20, 12);
export const ADA = '447700900123';

/** A sandbox with a receiver as its callback, ready to be disposed together. */
export type Stage = AsyncDisposable & { readonly sandbox: Sandbox; readonly receiver: Receiver };

export async function setStage(options: Partial<SandboxOptions> = {}, surroundings: Surroundings = {}): Promise<Stage> {
  const receiver = await new Receiver(VERIFY_TOKEN).start();
  const secrets = { token: TOKEN, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN };
  const settings = { ...secrets, callbackUrl: receiver.url, seed: 'stage', speed: 1000, ...options };
  const sandbox = await startSandbox(settings, surroundings);
  return {
    sandbox,
    receiver,
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

export type GraphReply = { readonly status: number; readonly body: unknown };

export type GraphCall = {
  readonly path?: string;
  readonly token?: string;
  readonly raw?: string;
};

export async function callGraph(sandbox: Sandbox, body: unknown, call: GraphCall = {}): Promise<GraphReply> {
  const path = call.path ?? `/v26.0/${sandbox.account.phoneNumberId}/messages`;
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${call.token ?? TOKEN}` },
    body: call.raw ?? JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

export function textTo(to: string, text: string): Readonly<Record<string, unknown>> {
  return { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text', text: { body: text } };
}
