const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** 24 hours from the timestamp of the customer's last message; nothing else opens the window (facts §6.1). */
export function serviceWindowEndMs(lastInboundMs: number): number {
  return lastInboundMs + SERVICE_WINDOW_MS;
}

export function isServiceWindowOpen(lastInboundMs: number | undefined, nowMs: number): boolean {
  return lastInboundMs !== undefined && nowMs < serviceWindowEndMs(lastInboundMs);
}
