import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Seq } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';

/** A message as Meta holds it. Every text of a run is there once. */
export type HeldByMeta = {
  /** Digits of the customer. */
  readonly phone: string;
  readonly author: 'customer' | 'phone' | 'api';
  readonly text: string;
  readonly atSeconds: number;
  /** How far Meta has told that an API message has come. */
  readonly status?: string | undefined;
};

/** A send that Meta accepted, in the order accepted. */
export type AcceptedByMeta = { readonly phone: string; readonly text: string };

/** What somebody wrote at a console. */
export type Reply = {
  readonly author: string;
  readonly phone: string;
  readonly text: string;
  /** The console was killed before it was seen to have it: it may or may not. */
  readonly isPerhaps: boolean;
};

/** What a console holds in the end. */
export type HeldByConsole = {
  readonly name: string;
  readonly messages: readonly Message[];
  readonly seq: Seq | null;
  /** Texts of replies that are not settled. */
  readonly queued: readonly string[];
  /** Gaps in what it was given, in words. */
  readonly gaps: readonly string[];
};

/** Everything that is compared, after all has healed. */
export type Evidence = {
  readonly meta: readonly HeldByMeta[];
  readonly accepted: readonly AcceptedByMeta[];
  readonly replies: readonly Reply[];
  /** One workspace's log, by `seq`. */
  readonly log: readonly SeenEvent[];
  /** What the relay's own row says is the newest. */
  readonly head: Seq;
  /** What the relay has received and could not use, in words. */
  readonly unused: readonly string[];
  readonly consoles: readonly HeldByConsole[];
};
