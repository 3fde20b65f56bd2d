import { setTimeout as pause } from 'node:timers/promises';
import { between, seededRandom, type Random } from '../../src-sandbox/random.ts';
import { must } from '../../src-shared/lib/must.ts';
import { Cast, type Member } from './cast.ts';
import type { Reply } from './evidence.ts';
import type { FaultWorld } from './fault-world.ts';

const GAP_MS = { shortest: 40, longest: 220 };
const DESK_GAP_MS = { shortest: 200, longest: 1500 };
const SHARE = { customer: 0.55, phone: 0.12 };

/**
 * What people do while things break: customers write, the owner answers some on the phone, the consoles reply. Every
 * text is there once. Who does what, and when, is drawn.
 */
export class Load {
  /** In the order written. */
  readonly replies: Reply[] = [];
  readonly cast = new Cast();
  readonly #world: Pick<FaultWorld, 'meta' | 'desk' | 'colleagues'>;
  readonly #random: Random;
  /** The desk has its own, since its pace is that of a real window. */
  readonly #deskRandom: Random;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(world: Pick<FaultWorld, 'meta' | 'desk' | 'colleagues'>, seed: string) {
    this.#world = world;
    this.#random = seededRandom(`${seed}/load`);
    this.#deskRandom = seededRandom(`${seed}/desk`);
  }

  start(): void {
    this.#running = Promise.all([
      this.#repeat(
        () => between(this.#random, GAP_MS.shortest, GAP_MS.longest),
        () => this.#act(),
      ),
      this.#repeat(
        () => between(this.#deskRandom, DESK_GAP_MS.shortest, DESK_GAP_MS.longest),
        () => this.#deskReplies(),
      ),
    ]);
    // Told by `stop`.
    this.#running.catch(() => undefined);
  }

  /** Resolves when what was begun is done. Throws what went wrong meanwhile. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #repeat(drawGapMs: () => number, act: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await act();
      await pause(drawGapMs(), undefined, { signal }).catch(() => undefined);
    }
  }

  async #act(): Promise<void> {
    const draw = this.#random.next();
    if (draw < SHARE.customer) await this.#customerWrites(this.cast.draw(this.#random));
    else if (draw < SHARE.customer + SHARE.phone) await this.#phoneAnswers(this.cast.draw(this.#random, 'colleagues'));
    else this.#colleagueReplies(this.cast.draw(this.#random, 'colleagues'));
  }

  async #customerWrites(member: Member): Promise<void> {
    const text = said(member, 'line');
    await this.#world.meta.control.customerWrites({ from: member.phone, name: member.name, text });
  }

  async #phoneAnswers(member: Member): Promise<void> {
    if (member.said === 0) return;
    await this.#world.meta.control.ownerAnswers({ to: member.phone, text: said(member, 'from the phone') });
  }

  #colleagueReplies(member: Member): void {
    const { colleagues } = this.#world;
    const colleague = must(colleagues[between(this.#random, 0, colleagues.length - 1)], 'a colleague');
    if (colleague.view.conversationWith(member.phone) === undefined) return;
    const text = said(member, `from the ${colleague.name}`);
    colleague.replies(member.phone, text);
    this.replies.push({ author: colleague.name, phone: member.phone, text, isPerhaps: false });
  }

  async #deskReplies(): Promise<void> {
    const { desk } = this.#world;
    const member = this.cast.draw(this.#deskRandom, 'desk');
    if (member.said === 0) return;
    const text = said(member, 'from the desk');
    const written = await desk.replies(member.name, text);
    if (written === 'not written') return;
    this.replies.push({ author: desk.name, phone: member.phone, text, isPerhaps: written === 'perhaps' });
  }
}

/** Ends with a stop, so that no text begins with another one. */
function said(member: Member, what: string): string {
  member.said += 1;
  return `${member.name}, ${what}, ${member.said}.`;
}
