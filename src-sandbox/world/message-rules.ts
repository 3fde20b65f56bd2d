import type { ChatMessage } from './conversations.ts';
import type { Content } from './content.ts';
import { WorldRefusal } from './refusal.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Facts §2.1. */
const EDIT_WITHIN_MS = 15 * MINUTE_MS;
const REVOKE_WITHIN_MS = 2 * DAY_MS;
const REACT_WITHIN_MS = 30 * DAY_MS;

/** Types whose words can be changed afterwards: a text, or the caption under a file (facts §2.1). */
const captioned = new Set<Content['type']>(['image', 'video', 'document']);

/** Refuses an edit that WhatsApp would not offer, and gives the edited content. */
export function edited(message: ChatMessage, text: string, nowMs: number): Content {
  refuseGone(message);
  if (nowMs > message.atMs + EDIT_WITHIN_MS) {
    throw new WorldRefusal(`${message.wamid} is older than 15 minutes: it can not be edited any more. Write anew.`);
  }
  const { type, body } = message.content;
  if (type === 'text') return { type, body: Object.assign({}, body, { body: text }) };
  if (captioned.has(type)) return { type, body: Object.assign({}, body, { caption: text }) };
  throw new WorldRefusal(`A message of type ${type} can not be edited: only texts and captions can.`);
}

export function mayRevoke(message: ChatMessage, nowMs: number): void {
  refuseGone(message);
  if (nowMs <= message.atMs + REVOKE_WITHIN_MS) return;
  throw new WorldRefusal(`${message.wamid} is older than 2 days: it can not be deleted for everyone any more.`);
}

export function mayReactTo(message: ChatMessage, nowMs: number): void {
  refuseGone(message);
  if (nowMs <= message.atMs + REACT_WITHIN_MS) return;
  throw new WorldRefusal(`${message.wamid} is older than 30 days: nobody can react to it any more.`);
}

function refuseGone({ wamid, isRevoked }: ChatMessage): void {
  if (isRevoked === true) throw new WorldRefusal(`${wamid} was deleted: pick a message that is still there.`);
}
