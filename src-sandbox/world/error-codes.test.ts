import { describe, expect, test } from 'vitest';
import { describeCode, errorCodeSchema } from './error-codes.ts';

/** The table of facts §5.9: HTTP status by code; 131060 comes in webhooks alone, and has none there. */
const table: readonly (readonly [httpStatus: number, ...codes: readonly number[]])[] = [
  [401, 0, 190],
  [403, 10, 368, 130497, 131005, 131031, ...Array.from({ length: 100 }, (_code, index) => 200 + index)],
  [404, 132001],
  [500, 3, 131000, 131016, 131045, 131057, 133000],
  [503, 2, 133004],
  [400, 1, 4, 33, 100, 80007, 130403, 130429, 130472, 131008, 131009, 131021, 131026, 131037, 131042, 131047],
  [400, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131059, 131062, 131063, 131064],
  [400, 132000, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069],
  [400, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102, 135000, 136024],
  [400, 139100, 147001, 147002, 147003, 147004, 147005, 1752041, 200005, 200006, 200007],
  [400, 2388001, 2388012, 2388019, 2388040, 2388047, 2388072, 2388073, 2388091, 2388093, 2388103, 2388293, 2388299],
  [400, 2494100, 2494191, 2593079, 2593085, 2593107, 2593108, 2593109],
];

describe('every code of the table', () => {
  test.each(table)('with HTTP status %i', (httpStatus, ...codes) => {
    const wrong = codes.filter((code) => {
      const isKnown = errorCodeSchema.safeParse(code).success;
      return !isKnown || describeCode(code).httpStatus !== httpStatus || describeCode(code).title === 'Unknown error';
    });
    expect(wrong).toEqual([]);
  });

  test('is there, and no other', () => {
    for (const code of [131060, 299]) expect(errorCodeSchema.safeParse(code).success).toBe(true);
    for (const code of [-1, 199, 300, 424242, 1.5]) expect(errorCodeSchema.safeParse(code).success).toBe(false);
    expect(describeCode(424242)).toMatchObject({ httpStatus: 400, title: 'Unknown error' });
  });
});
