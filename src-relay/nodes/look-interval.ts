import type { Hints } from './hints.ts';
import type { Lanes } from './lanes.ts';

/** So late at most is news whose hint was lost. */
const WITH_HINTS_MS = 5000;
/** The same while other nodes live and nothing carries their hints. */
const WITHOUT_HINTS_MS = 1000;

/** After how many milliseconds to look for what nobody may have told of. To be asked for each wait. */
export function lookIntervalMs(lanes: Pick<Lanes, 'isAlone'>, hints: Pick<Hints, 'isCarried'>): number {
  return lanes.isAlone || hints.isCarried ? WITH_HINTS_MS : WITHOUT_HINTS_MS;
}
