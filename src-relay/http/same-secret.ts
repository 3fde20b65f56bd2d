import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same. Takes the same time wherever they differ, and tells nothing of their length. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
