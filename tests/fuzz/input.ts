import type { Random } from '../../src-sandbox/random.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** One thing fired at a door. */
export type Input = {
  /** Of the kind of input, for the report. */
  readonly name: string;
  /** Resolves with what is wrong about how the relay took it; undefined when it did as it should. */
  readonly fire: (target: FuzzTarget) => Promise<string | undefined>;
};

/** Draws the inputs of one door. */
export type DrawInput = (random: Random) => Input;

/** One of them, as likely as any other. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return must(items[Math.floor(random.next() * items.length)], 'something to pick from');
}
