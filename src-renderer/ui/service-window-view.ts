import { serviceWindowEnd } from '../../src-shared/domain/service-window.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';

const HOUR_MS = 3_600_000;
const CLOSING_BELOW_MS = 4 * HOUR_MS;
const URGENT_BELOW_MS = HOUR_MS;

/** What the agent must know of the service window; `left` in milliseconds. */
export type ServiceWindowView =
  | { readonly state: 'never' }
  | { readonly state: 'closed'; readonly since: EpochMs }
  | { readonly state: 'open' | 'closing' | 'urgent'; readonly until: EpochMs; readonly left: number };

/** The window as of `now`: closing below 4 hours, urgent below 1. */
export function serviceWindowView(lastInboundAt: EpochMs | null, now: EpochMs): ServiceWindowView {
  const until = serviceWindowEnd(lastInboundAt);
  if (until === null) return { state: 'never' };
  const left = until - now;
  if (left <= 0) return { state: 'closed', since: until };
  if (left < URGENT_BELOW_MS) return { state: 'urgent', until, left };
  return { state: left < CLOSING_BELOW_MS ? 'closing' : 'open', until, left };
}

/** Whether free text may be written. */
export function mayWriteFreely({ state }: ServiceWindowView): boolean {
  return state !== 'never' && state !== 'closed';
}
