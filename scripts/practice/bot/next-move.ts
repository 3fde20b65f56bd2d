import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import { greetingFor } from './greetings.ts';

/** What the bot does in a conversation; the note is for the agent. */
export type Move =
  | { readonly kind: 'greet'; readonly text: string }
  | { readonly kind: 'hand-over'; readonly note: string };

/** The bot greets who writes now, not who wrote while nobody was there. */
const FRESH_MS = 60_000;
const LONGEST_QUOTE = 120;

/** A person as a whole word, in the languages the bot greets in. */
const ASKS_FOR_PERSON =
  /(?<!\p{L})(person|human|pessoa|persona|mensch(en)?|une personne|человек(ом)?|dengan orang|insanla|व्यक्ति)(?![\p{L}\p{M}])|担当者/iu;
/** So many capital letters in a row of nothing but capitals are shouting. */
const SHOUTED_LETTERS = 8;

/**
 * The bot's whole mind: it greets a customer nobody has answered yet, once, and calls a person when that customer asks
 * for one or shouts. As soon as an agent or the owner has answered, it holds its tongue.
 */
export function nextMove(conversation: Conversation, messages: readonly Message[]): Move | undefined {
  const last = messages.findLast(({ direction }) => direction === 'inbound');
  if (last === undefined || conversation.handoff !== null || messages.some(isByPerson)) return undefined;
  if (messages.some(({ origin }) => origin === 'bot')) return callForHelp(last.text ?? '');
  if (messages.some(({ receivedAt, sentAt }) => receivedAt - sentAt > FRESH_MS)) return undefined;
  return { kind: 'greet', text: greetingFor(conversation.phone) };
}

function isByPerson({ origin }: Message): boolean {
  return origin === 'agent' || origin === 'phone';
}

function callForHelp(text: string): Move | undefined {
  if (ASKS_FOR_PERSON.test(text)) return { kind: 'hand-over', note: `Asks for a person: ${quoted(text)}` };
  if (isShouted(text)) return { kind: 'hand-over', note: `Is upset: ${quoted(text)}` };
  return undefined;
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= SHOUTED_LETTERS && text === text.toUpperCase();
}

function quoted(text: string): string {
  return text.length > LONGEST_QUOTE ? `“${text.slice(0, LONGEST_QUOTE)}…”` : `“${text}”`;
}
