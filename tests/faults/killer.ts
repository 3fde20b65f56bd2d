import { setTimeout as pause } from 'node:timers/promises';
import { between, type Random } from '../../src-sandbox/random.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Timeline } from './timeline.ts';
import { until } from './until.ts';
import { VICTIM_KINDS, type Victim, type VictimKind } from './victim.ts';

const GAP_MS = { shortest: 100, longest: 2500 };
/** Who was drawn is down already. */
const DRAW_AGAIN_AFTER_MS = 50;
const DOWN_MS = { shortest: 0, longest: 1200 };
const WEIGHTS: Readonly<Record<VictimKind, number>> = { node: 12, postgres: 2, backend: 2, nats: 1, console: 2 };
/** The other kills come when somebody serves: what is killed while all are down finds little to break. */
const SHARE_WHILE_DOWN = 0.2;
const SERVES_WITHIN_MS = 60_000;

export type Target = {
  readonly victims: readonly Victim[];
  /** Whether customers and consoles are served at this moment. */
  readonly serves: () => boolean;
};

/** Kills parts at drawn moments and has them brought back, each by itself: several can be down at the same time. */
export class Killer {
  readonly kills: Record<VictimKind, number> = { node: 0, postgres: 0, backend: 0, nats: 0, console: 0 };
  readonly #target: Target;
  readonly #random: Random;
  readonly #timeline: Timeline;
  readonly #comingBack = new Set<Promise<void>>();

  constructor(target: Target, random: Random, timeline: Timeline) {
    this.#target = target;
    this.#random = random;
    this.#timeline = timeline;
  }

  /** Resolves after `count` kills, when everything is up again. Throws when something does not come back. */
  async run(count: number): Promise<void> {
    for (let killed = 0; killed < count; killed += 1) {
      const mayBeDown = this.#random.next() < SHARE_WHILE_DOWN;
      await until('somebody serves', SERVES_WITHIN_MS, () => mayBeDown || this.#target.serves());
      await this.#pause(between(this.#random, GAP_MS.shortest, GAP_MS.longest));
      while (!(await this.#killOne())) await this.#pause(DRAW_AGAIN_AFTER_MS);
    }
    await Promise.all(this.#comingBack);
  }

  async #killOne(): Promise<boolean> {
    const victim = this.#draw();
    if (!(await victim.kill())) return false;
    this.kills[victim.kind] += 1;
    this.#timeline.note(`killed ${victim.name}`);
    const back = this.#bringBack(victim, between(this.#random, DOWN_MS.shortest, DOWN_MS.longest));
    this.#comingBack.add(back);
    back.then(
      () => this.#comingBack.delete(back),
      () => undefined,
    );
    return true;
  }

  async #bringBack(victim: Victim, afterMs: number): Promise<void> {
    await pause(afterMs);
    if (await victim.bringBack()) this.#timeline.note(`${victim.name} is back`);
  }

  /** Throws as soon as something can't be brought back. */
  async #pause(milliseconds: number): Promise<void> {
    const over = pause(milliseconds);
    await Promise.race([over, Promise.all(this.#comingBack).then(() => over)]);
  }

  #draw(): Victim {
    const kind = this.#drawKind();
    const candidates = this.#target.victims.filter((victim) => victim.kind === kind);
    return must(candidates[between(this.#random, 0, candidates.length - 1)], `a ${kind}`);
  }

  #drawKind(): VictimKind {
    const total = VICTIM_KINDS.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
    let place = this.#random.next() * total;
    for (const kind of VICTIM_KINDS) {
      place -= WEIGHTS[kind];
      if (place < 0) return kind;
    }
    return 'node';
  }
}
