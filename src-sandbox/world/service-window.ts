const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Open for 24 hours from the timestamp of the customer's last message; nothing else opens it (facts §6.1). */
export function isServiceWindowOpen(lastInboundMs: number | undefined, nowMs: number): boolean {
  return lastInboundMs !== undefined && nowMs < lastInboundMs + SERVICE_WINDOW_MS;
}
