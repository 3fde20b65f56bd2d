import { between, type Random } from '../../src-sandbox/random.ts';
import { must } from '../../src-shared/lib/must.ts';
import { customerNumber } from '../support/customer.ts';

/** Who answers a customer: the real desk alone, so that no reply of its is ever stale; or the others and the phone. */
export type AnsweredBy = 'desk' | 'colleagues';

export type Member = {
  readonly name: string;
  /** Digits. */
  readonly phone: string;
  readonly answeredBy: AnsweredBy;
  /** What is said in the conversation so far. */
  said: number;
};

/** So many that their pace (one reply in 6 seconds to each) holds up little. */
const AT_ONCE = 36;
const EVERY_NTH_FOR_DESK = 4;
/** Fewer than a snapshot carries of each conversation, so that every console has all of it. */
const MOST_SAID = 40;

/** The customers: so many at once, each until enough is said, then another one comes. */
export class Cast {
  readonly all: Member[] = [];
  #active: Member[] = [];

  constructor() {
    for (let index = 0; index < AT_ONCE; index += 1) this.#active.push(this.#next());
  }

  /** Draws one who has something left to say. */
  draw(random: Random, answeredBy?: AnsweredBy): Member {
    this.#active = this.#active.map((member) => (member.said < MOST_SAID ? member : this.#next()));
    const candidates = this.#active.filter((member) => answeredBy === undefined || member.answeredBy === answeredBy);
    return must(candidates[between(random, 0, candidates.length - 1)], 'a customer');
  }

  #next(): Member {
    const index = this.all.length;
    const member: Member = {
      name: `Guest ${String(index).padStart(5, '0')}`,
      phone: customerNumber(index),
      answeredBy: index % EVERY_NTH_FOR_DESK === 0 ? 'desk' : 'colleagues',
      said: 0,
    };
    this.all.push(member);
    return member;
  }
}
