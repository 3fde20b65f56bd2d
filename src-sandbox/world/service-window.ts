import type { MessageItem } from '../webhooks/message-update.ts';

const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** 24 hours from the timestamp of the customer's last message; nothing else opens the window (facts §6.1). */
export function serviceWindowEndMs(lastInboundMs: number): number {
  return lastInboundMs + SERVICE_WINDOW_MS;
}

export function isServiceWindowOpen(lastInboundMs: number | undefined, nowMs: number): boolean {
  return lastInboundMs !== undefined && nowMs < serviceWindowEndMs(lastInboundMs);
}

/**
 * Whether what a customer did counts as a message: all that they write, taps on buttons and reactions do (facts §6.1, Conf M
 * for reactions); an edit, a deletion and a reaction taken back do not.
 */
export function opensWindow({ type, body }: Pick<MessageItem, 'type' | 'body'>): boolean {
  if (type === 'reaction') return body !== undefined && 'emoji' in body;
  return type !== 'edit' && type !== 'revoke';
}
