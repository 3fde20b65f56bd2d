import type { Content } from './content.ts';
import type { Customer } from './customers.ts';
import type { Wamid } from './ids.ts';

export const historyStatuses = ['PENDING', 'SENT', 'DELIVERED', 'READ', 'PLAYED', 'ERROR'] as const;

/** A message from before onboarding, as the phone keeps it. */
export type PastMessage = {
  readonly wamid: Wamid;
  readonly customer: Customer;
  readonly by: 'customer' | 'owner';
  readonly content: Content;
  readonly atMs: number;
  readonly status: (typeof historyStatuses)[number];
};

/** A part of the history, as it travels: `phase` and `chunkOrder` say where it belongs, `progress` is in percent. */
export type HistoryChunk = {
  readonly phase: 0 | 1 | 2;
  readonly chunkOrder: number;
  readonly progress: number;
  readonly messages: readonly PastMessage[];
};

const DAY_MS = 24 * 60 * 60 * 1000;
const MESSAGES_PER_CHUNK = 100;
const MEDIA_KEPT_MS = 14 * DAY_MS;

/** Days before onboarding that a phase reaches back to (facts §2.5). */
const phases = [
  { phase: 0, fromDay: 0, untilDay: 1 },
  { phase: 1, fromDay: 1, untilDay: 90 },
  { phase: 2, fromDay: 90, untilDay: 180 },
] as const;

const fileTypes = new Set<Content['type']>(['image', 'video', 'audio', 'document', 'sticker']);

export function carriesFile({ content }: PastMessage): boolean {
  return fileTypes.has(content.type);
}

/** The chats on the phone from before onboarding, of which up to 180 days can be shared (facts §2.5). */
export class PastChats {
  readonly #messages: PastMessage[] = [];

  /** Keeps a message and gives its wamid. */
  record(message: PastMessage): Wamid {
    this.#messages.push(message);
    return message.wamid;
  }

  /** All chunks in their order, the last one with a progress of 100. */
  chunks(onboardedAtMs: number): readonly HistoryChunk[] {
    const parts = phases.flatMap(({ phase, fromDay, untilDay }) => {
      const within = this.#messages.filter(({ atMs }) => {
        const ageMs = onboardedAtMs - atMs;
        return ageMs >= fromDay * DAY_MS && ageMs < untilDay * DAY_MS;
      });
      const inOrder = within.toSorted((left, right) => left.atMs - right.atMs);
      return slices(inOrder).map((messages, index) => ({ phase, chunkOrder: index + 1, messages }));
    });
    return parts.map((part, index) => ({ ...part, progress: Math.floor((100 * (index + 1)) / parts.length) }));
  }

  /** Messages whose file is sent later; of older ones the placeholder stays for ever (facts §2.5). */
  withFiles(onboardedAtMs: number): readonly PastMessage[] {
    return this.#messages.filter((message) => {
      const ageMs = onboardedAtMs - message.atMs;
      return carriesFile(message) && ageMs >= 0 && ageMs <= MEDIA_KEPT_MS;
    });
  }
}

function slices(messages: readonly PastMessage[]): readonly (readonly PastMessage[])[] {
  const count = Math.ceil(messages.length / MESSAGES_PER_CHUNK);
  return Array.from({ length: count }, (_slice, index) =>
    messages.slice(index * MESSAGES_PER_CHUNK, (index + 1) * MESSAGES_PER_CHUNK),
  );
}
