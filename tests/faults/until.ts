import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** Resolves as soon as `look` finds it so; throws with `what` when that takes longer than `patienceMs`. */
export async function until(what: string, patienceMs: number, look: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`after ${patienceMs / 1000} s it is not so that ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
