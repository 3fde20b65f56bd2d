import { randomFraction, type RandomBytes } from '../../../src-shared/lib/random.ts';

const MS_PER_SECOND = 1000;

/** `count` moments in milliseconds from 0, of a Poisson process with that rate. */
export function poissonMoments(count: number, perSecond: number, random: RandomBytes): readonly number[] {
  const moments: number[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    at += (-Math.log(1 - randomFraction(random)) / perSecond) * MS_PER_SECOND;
    moments.push(at);
  }
  return moments;
}
