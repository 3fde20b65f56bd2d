import { epochMs, type EpochMs } from '../lib/epoch-ms.ts';

/** Meta's customer service window: 24 hours since the customer's last message. An echo from the phone neither opens nor extends it. */
const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** When free text stops being allowed, or null while the customer has never written. */
export function serviceWindowEnd(lastInboundAt: EpochMs | null): EpochMs | null {
  return lastInboundAt === null ? null : epochMs(lastInboundAt + SERVICE_WINDOW_MS);
}

/** Whether free text may be sent at `now` (rule O2). */
export function isServiceWindowOpen(lastInboundAt: EpochMs | null, now: EpochMs): boolean {
  const end = serviceWindowEnd(lastInboundAt);
  return end !== null && now < end;
}
