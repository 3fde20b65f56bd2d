import type { SaidInput } from '../world/said.ts';

/** A play: who the customers are and what they do. Data only; `running-order.ts` and `player.ts` make it happen. */
export type PlayLine = {
  /** `owner`: on the business phone, so that it arrives as an echo. */
  readonly by: 'customer' | 'owner';
} & PlayDeed;

/** Changing is of their own latest text; reacting is to the latest message of the other side. */
export type PlayDeed =
  | { readonly does: 'says'; readonly content: SaidInput }
  | { readonly does: 'changes'; readonly text: string }
  | { readonly does: 'reacts'; readonly emoji: string };

export type PastLine = PlayLine & { readonly minutesAgo: number };

/** What is said in one go, line after line, seconds apart. */
export type Exchange = readonly PlayLine[];

export type PlayCustomer = {
  /** Digits with country code. */
  readonly phone: string;
  /** Undefined for who gave no profile name. */
  readonly name: string | undefined;
  /** Written at once at the start, stamped so many minutes ago. */
  readonly backlog: readonly PastLine[];
  /** What happens by itself while the play runs; the exchanges are spread evenly from `from` to `until`. */
  readonly exchanges: readonly Exchange[];
  /** The share of the play, 0 to 1, that has passed before the first exchange; 0 when left out. */
  readonly from?: number;
  /** The share that has passed when the last one is over; 1 when left out. */
  readonly until?: number;
  /** What the customer says each time somebody replies from Echodesk, in turn. */
  readonly answers: readonly string[];
};

/** Both ends in milliseconds, and both included. */
export type Span = { readonly shortest: number; readonly longest: number };

export type PlayScript = {
  readonly seed: string;
  /** Before a line that goes on with an exchange. */
  readonly withinExchangeMs: Span;
  /** Before a new exchange, in a spell when much happens and in one when little does. */
  readonly busyMs: Span;
  readonly calmMs: Span;
  /** Nobody writes for so long after these shares, 0 to 1, of the exchanges. */
  readonly lulls: { readonly after: readonly number[]; readonly lastMs: Span };
  /** How many exchanges a spell lasts. */
  readonly spell: { readonly fewest: number; readonly most: number };
  /** Between a reply and the customer's answer. */
  readonly answerAfterMs: Span;
  /** The first exchange of the first one opens the play. */
  readonly customers: readonly PlayCustomer[];
  /** What a customer says, in turn, when their answers are used up. */
  readonly fallbacks: readonly string[];
};

export function says(text: string): PlayLine {
  return sends({ type: 'text', text: { body: text } });
}

/** Something else than text; a file is one of the sandbox's samples. */
export function sends(content: SaidInput): PlayLine {
  return { by: 'customer', does: 'says', content };
}

export function changes(text: string): PlayLine {
  return { by: 'customer', does: 'changes', text };
}

export function reacts(emoji: string): PlayLine {
  return { by: 'customer', does: 'reacts', emoji };
}

export function owner(text: string): PlayLine {
  return { ...says(text), by: 'owner' };
}

export function ago(minutesAgo: number, line: PlayLine): PastLine {
  return { ...line, minutesAgo };
}
