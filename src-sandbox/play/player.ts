import { seededRandom, type Random } from '../random.ts';
import type { Cancel, Time } from '../time.ts';
import type { Handshake } from '../webhooks/callback.ts';
import type { ChatMessage } from '../world/conversations.ts';
import { waIdSchema, type WaId } from '../world/ids.ts';
import type { MediaStore } from '../world/media.ts';
import { WorldRefusal } from '../world/refusal.ts';
import { contentOf, saidSchema } from '../world/said.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { World } from '../world/world.ts';
import { draw, runningOrder, type Cue } from './running-order.ts';
import { says, type PlayCustomer, type PlayLine, type PlayScript } from './script.ts';

export type PlayerDeps = {
  readonly world: World;
  readonly media: MediaStore;
  readonly script: PlayScript;
  /** What the order and the pauses are drawn from; the script's own when undefined. */
  readonly seed: string | undefined;
  /** Pauses wait on it, so it may run at a speed. */
  readonly time: Time;
  readonly verify: () => Promise<Handshake>;
  /** Lets `tell` tell the relay something, and resolves when the relay has it. */
  readonly inTurn: (tell: () => void) => Promise<void>;
};

const FIRST_VERIFY_GAP_MS = 250;
const LONGEST_VERIFY_GAP_MS = 2000;
const MINUTE_MS = 60_000;

/**
 * Plays a script: waits until the callback verifies, writes the backlog, then lets the play take its course while
 * customers answer who replies to them. Words, order and pauses follow from script and seed alone: what is answered
 * has draws of its own for each customer. Silent until `start`, and again when everything is said.
 */
export class Player {
  readonly #deps: PlayerDeps;
  readonly #seed: string;
  readonly #pauses = new Set<Cancel>();
  readonly #cast: ReadonlyMap<string, Role>;
  #state: 'silent' | 'playing' | 'closed' = 'silent';

  constructor(deps: PlayerDeps) {
    const { script, seed = script.seed } = deps;
    this.#deps = deps;
    this.#seed = seed;
    this.#cast = new Map(script.customers.map((customer) => [customer.phone, roleOf(customer, seed)]));
  }

  start(): void {
    this.#state = 'playing';
    void this.#begin(FIRST_VERIFY_GAP_MS);
  }

  /** Told of every accepted send; its customer answers with the next of their answers, if the send reaches them. */
  agentAnswered(send: AcceptedSend): void {
    const { customer } = send;
    if (this.#state !== 'playing' || customer === undefined || send.fate.kind === 'fails') return;
    const role = this.#cast.get(customer.waId);
    const line = role === undefined ? undefined : this.#nextAnswer(role);
    if (role === undefined || line === undefined) return;
    this.#after(draw(role.random, this.#deps.script.answerAfterMs), () => {
      this.#perform(role.customer, line);
    });
  }

  close(): void {
    this.#state = 'closed';
    for (const cancel of this.#pauses) cancel();
    this.#pauses.clear();
  }

  /** `verify` never rejects; an unreachable relay is one that has not started yet. */
  async #begin(gapMs: number): Promise<void> {
    const { verified } = await this.#deps.verify();
    if (this.#state !== 'playing') return;
    if (verified) {
      await this.#playBacklog();
      this.#playOn(runningOrder(this.#deps.script, seededRandom(this.#seed)));
      return;
    }
    this.#after(gapMs, () => {
      void this.#begin(Math.min(gapMs * 2, LONGEST_VERIFY_GAP_MS));
    });
  }

  /** It came in the course of two days, so each line is there before the next. */
  async #playBacklog(): Promise<void> {
    const nowMs = this.#deps.time.nowMs();
    const past = this.#deps.script.customers
      .flatMap((customer) => customer.backlog.map((line) => ({ customer, line })))
      .toSorted((left, right) => right.line.minutesAgo - left.line.minutesAgo);
    for (const { customer, line } of past) {
      if (this.#state === 'closed') return;
      await this.#deps.inTurn(() => this.#perform(customer, line, nowMs - line.minutesAgo * MINUTE_MS));
    }
  }

  #playOn(cues: readonly Cue[], next = 0): void {
    const cue = cues[next];
    if (cue === undefined || this.#state === 'closed') return;
    this.#after(cue.pauseMs, () => {
      this.#perform(cue.customer, cue.line);
      this.#playOn(cues, next + 1);
    });
  }

  #nextAnswer(role: Role): PlayLine | undefined {
    const { answers } = role.customer;
    const { fallbacks } = this.#deps.script;
    const text = answers[role.answered] ?? fallbacks[(role.answered - answers.length) % fallbacks.length];
    role.answered += 1;
    return text === undefined ? undefined : says(text);
  }

  /** What WhatsApp would not let them do, as when the message was deleted by hand meanwhile, is left out. */
  #perform(customer: PlayCustomer, line: PlayLine, atMs?: number): void {
    try {
      this.#act(customer, line, atMs);
    } catch (error) {
      if (!(error instanceof WorldRefusal)) throw error;
    }
  }

  #act(customer: PlayCustomer, line: PlayLine, atMs?: number): void {
    const { world, media } = this.#deps;
    const party = waIdSchema.parse(customer.phone);
    if (line.does === 'changes') {
      const wamid = this.#latest(party, ({ author, content }) => author === sideOf(line) && content.type === 'text');
      if (wamid !== undefined) world.edits(line.by, { wamid, text: line.text });
      return;
    }
    if (line.does === 'reacts') {
      const wamid = this.#latest(party, ({ author }) => (author === 'customer') !== (line.by === 'customer'));
      if (wamid !== undefined) world.reacts(line.by, { wamid, emoji: line.emoji });
      return;
    }
    const content = contentOf(saidSchema.parse(line.content), media);
    if (line.by === 'owner') world.ownerAnswers({ to: party, content, atMs });
    else world.customerWrites({ from: party, name: customer.name, content, atMs });
  }

  #latest(party: WaId, isMeant: (message: ChatMessage) => boolean): ChatMessage['wamid'] | undefined {
    return this.#deps.world.conversations.with(party).findLast(isMeant)?.wamid;
  }

  #after(delayMs: number, run: () => void): void {
    const cancel = this.#deps.time.after(delayMs, () => {
      this.#pauses.delete(cancel);
      run();
    });
    this.#pauses.add(cancel);
  }
}

function sideOf({ by }: PlayLine): ChatMessage['author'] {
  return by === 'owner' ? 'phone' : 'customer';
}

/** A customer of the play with how often they have answered. */
type Role = { readonly customer: PlayCustomer; readonly random: Random; answered: number };

function roleOf(customer: PlayCustomer, seed: string): Role {
  return { customer, random: seededRandom(`${seed}/${customer.phone}`), answered: 0 };
}
