/** A play: who the customers are and what is said. Data only; `player.ts` makes it happen. */
export type PlayLine = {
  readonly by: 'customer' | 'owner';
  readonly text: string;
  readonly minutesAgo: number;
};

export type PlayCustomer = {
  /** Digits with country code. */
  readonly phone: string;
  readonly name: string;
  /** Written quickly at the start, stamped so many minutes ago. */
  readonly backlog: readonly PlayLine[];
  /** New messages, one every so often. */
  readonly later: readonly string[];
  /** What the customer says each time an agent has replied. */
  readonly answers: readonly string[];
};

export type PlayScript = {
  readonly seed: string;
  readonly newMessageEveryMs: { readonly shortest: number; readonly longest: number };
  readonly answerAfterMs: { readonly shortest: number; readonly longest: number };
  readonly customers: readonly PlayCustomer[];
};

export function customerSaid(minutesAgo: number, text: string): PlayLine {
  return { by: 'customer', text, minutesAgo };
}

/** Written on the business phone, so that it arrives as an echo. */
export function ownerSaid(minutesAgo: number, text: string): PlayLine {
  return { by: 'owner', text, minutesAgo };
}
