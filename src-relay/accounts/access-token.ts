import { createHash } from 'node:crypto';

import type { RandomBytes } from '../../src-shared/lib/random.ts';

const TOKEN_BYTES = 32;

/** A new access token: 32 random bytes as base64url. */
export function makeAccessToken(random: RandomBytes): string {
  return Buffer.from(random(new Uint8Array(TOKEN_BYTES))).toString('base64url');
}

/**
 * What is stored of a token, and what it is looked up by. Comparing hashes in an index tells an attacker nothing about
 * the token, so the lookup needs no comparison in constant time.
 */
export function hashAccessToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const BEARER = /^Bearer ([\w~+/.-]{16,512}=*)$/i;

/** The token of an `Authorization` header, or undefined where there is none. */
export function bearerToken(header: string | undefined): string | undefined {
  return BEARER.exec(header ?? '')?.[1];
}
