import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';

/**
 * Whether `signature` (header `X-Hub-Signature-256`) is that of the raw bytes under one of the app secrets. Takes the
 * same time whichever secret fits and wherever a wrong signature differs.
 */
export function isSigned(body: Buffer, signature: unknown, secrets: readonly string[]): boolean {
  if (typeof signature !== 'string' || !signature.startsWith(PREFIX)) return false;
  const given = Buffer.from(signature.slice(PREFIX.length), 'hex');
  return secrets.map((secret) => fits(body, given, secret)).includes(true);
}

function fits(body: Buffer, given: Buffer, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
