import type { PlayScript } from '../script.ts';
import { cyrillic } from './cyrillic.ts';
import { eastAsian } from './east-asian.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { indic } from './indic.ts';
import { moreLatin } from './more-latin.ts';
import { rightToLeft } from './right-to-left.ts';
import { romance } from './romance.ts';
import { maya, stories } from './stories.ts';

/**
 * A morning at a shop for homeware: 40 customers in many languages and scripts. 25 of them have written within the last
 * two days and fill the inbox at once; the others appear in the course of it. At speed 1 it lasts about 55 minutes.
 */
export const morning: PlayScript = {
  seed: 'morning',
  withinExchangeMs: { shortest: 1000, longest: 4000 },
  busyMs: { shortest: 8000, longest: 13_000 },
  calmMs: { shortest: 15_000, longest: 20_000 },
  lulls: { after: [0.25, 0.5, 0.8], lastMs: { shortest: 60_000, longest: 180_000 } },
  spell: { fewest: 3, most: 8 },
  answerAfterMs: { shortest: 7000, longest: 14_000 },
  customers: [
    maya,
    ...english,
    ...german,
    ...romance,
    ...moreLatin,
    ...cyrillic,
    ...indic,
    ...rightToLeft,
    ...eastAsian,
    ...stories,
  ],
  fallbacks: ['👍', '🙏', '👌', '😊'],
};
