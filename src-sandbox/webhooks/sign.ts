import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature-256`: HMAC-SHA256 keyed by the app secret over the raw body (facts §1.2). */
export function signature256(appSecret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** The legacy `X-Hub-Signature`, still sent beside it. */
export function legacySignature(appSecret: string, body: Uint8Array): string {
  return `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`;
}
