import type { SignedIn } from '../accounts/accounts.ts';

/** How many consoles each person has at this node, so that one token can't take the memory of all. */
export class Seats {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Gives how to leave again, once; undefined where the person has all it may have. */
  take({ workspace, person }: Pick<SignedIn, 'workspace' | 'person'>): (() => void) | undefined {
    const key = `${workspace}/${person.id}`;
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    return () => this.#leave(key);
  }

  #leave(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
