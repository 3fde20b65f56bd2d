import type { MessageDelay } from '../../../src-shared/domain/message-delay.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { MessageKey } from '../../text/message-key.ts';

/** Meta's code for too many messages to one person. */
const PAIR_RATE = 131_056;
/** Sooner than this a time is not worth reading. */
const SOON_MS = 60_000;

const STOPPED: ReadonlyMap<number, MessageKey> = new Map([
  [0, 'delay.stopped.connection'],
  [3, 'delay.stopped.connection'],
  [10, 'delay.stopped.connection'],
  [190, 'delay.stopped.connection'],
  [131_005, 'delay.stopped.connection'],
  [131_045, 'delay.stopped.registration'],
  [133_006, 'delay.stopped.registration'],
  [133_010, 'delay.stopped.registration'],
  [368, 'delay.stopped.locked'],
  [131_031, 'delay.stopped.locked'],
  [131_042, 'delay.stopped.payment'],
]);

/** Permissions that were taken away. */
const PERMISSIONS = { first: 200, last: 299 } as const;

/** Why a message waits, and who can act where it does not end by itself. */
export function delayReason({ reason, code }: MessageDelay): MessageKey {
  switch (reason) {
    case 'pace':
      return code === PAIR_RATE ? 'delay.pace.customer' : 'delay.pace.number';
    case 'provider_away':
      return 'delay.provider-away';
    case 'number_stopped':
      return stoppedReason(code);
  }
}

/** When it leaves; null where nobody can say, saying it helps nobody, or what was said is long over. */
export function delayEnd({ reason, until }: MessageDelay, now: EpochMs): 'soon' | EpochMs | null {
  if (reason !== 'pace') return null;
  if (until === null) return 'soon';
  if (now - until > SOON_MS) return null;
  return until - now < SOON_MS ? 'soon' : until;
}

function stoppedReason(code: number | null): MessageKey {
  if (code === null) return 'delay.stopped.other';
  if (code >= PERMISSIONS.first && code <= PERMISSIONS.last) return 'delay.stopped.connection';
  return STOPPED.get(code) ?? 'delay.stopped.other';
}
