import { WorldRefusal } from '../world/refusal.ts';

/** WhatsApp began in 2009. */
const FIRST_SECOND = Date.UTC(2009, 0) / 1000;

/**
 * When something was written that a caller dates in Unix seconds, in milliseconds; undefined stays so and means now.
 * Refuses what lies before WhatsApp, and after the world's now: a message from the future would hold its service window
 * open for longer than 24 hours.
 */
export function writtenAtMs<Seconds extends number | undefined>(
  seconds: Seconds,
  nowMs: number,
): Seconds extends number ? number : number | undefined;
export function writtenAtMs(seconds: number | undefined, nowMs: number): number | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < FIRST_SECOND) {
    throw new WorldRefusal(`There was no WhatsApp at ${seconds}: give seconds since 1970, of 2009 or later.`);
  }
  if (seconds * 1000 > nowMs) {
    const now = Math.floor(nowMs / 1000);
    throw new WorldRefusal(`${seconds} lies in the future: the world's clock stands at ${now}. See advance-clock.`);
  }
  return seconds * 1000;
}
