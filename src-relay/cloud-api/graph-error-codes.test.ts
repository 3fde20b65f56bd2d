import { expect, test } from 'vitest';

import { behaviourOfGraphError, type ErrorBehaviour } from './graph-error-codes.ts';

/** The rows of Meta's table (facts §5.9) as: HTTP status, codes, and what it advises. */
const ROWS: readonly (readonly [status: number, codes: readonly number[], behaviour: ErrorBehaviour])[] = [
  [401, [0, 190], 'reauthorise'],
  [500, [3], 'reauthorise'],
  [403, [10, 200, 250, 299, 131_005], 'reauthorise'],
  [400, [1], 'check_first'],
  [503, [2], 'check_first'],
  [400, [130_429], 'slow_number'],
  [400, [4, 80_007], 'slow_account'],
  [400, [131_048], 'hold_outreach'],
  [400, [131_056], 'slow_person'],
  [400, [133_016], 'fail'],
  [400, [33], 'reauthorise'],
  [400, [100], 'fail'],
  [403, [368], 'hold'],
  [400, [130_403, 130_472, 131_026, 131_049, 131_050], 'stop_person'],
  [403, [130_497], 'stop_person'],
  [500, [131_000, 131_016, 131_057], 'check_first'],
  [400, [131_008, 131_009, 131_021, 131_047, 131_051, 131_052, 131_053], 'fail'],
  [403, [131_031], 'hold'],
  [400, [131_037, 131_042], 'hold'],
  [500, [131_045], 'hold'],
  [400, [131_055, 131_063, 134_100, 131_059, 131_060, 131_062, 131_064], 'fail'],
  [400, [132_000, 132_005, 132_007, 132_012, 132_015, 132_016, 132_018, 132_068, 132_069], 'fail'],
  [404, [132_001], 'fail'],
  [500, [133_000], 'fail'],
  [503, [133_004], 'check_first'],
  [400, [133_005, 133_006, 133_010, 134_011, 136_024], 'hold'],
  [400, [133_008, 133_009], 'fail'],
  [400, [133_015, 134_101, 134_102, 2_494_100], 'retry'],
  [400, [135_000, 139_100, 147_001, 147_002, 147_003, 147_004, 147_005, 1_752_041], 'fail'],
  [400, [200_005, 200_006, 200_007], 'fail'],
  [400, [2_388_019, 2_388_001, 2_388_012, 2_388_091, 2_388_093, 2_388_103, 2_593_079, 2_593_085], 'hold'],
  [400, [2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_293, 2_388_299, 2_494_191], 'fail'],
  [400, [2_593_107, 2_593_108, 2_593_109], 'fail'],
];

test.each(ROWS)('HTTP %i with %j is %s', (status, codes, behaviour) => {
  expect(codes.map((code) => behaviourOfGraphError(code, status))).toEqual(codes.map(() => behaviour));
});

test('a code that nobody knows is not tried again, and perhaps sent where the server failed', () => {
  expect(behaviourOfGraphError(139_999, 400)).toBe('fail');
  expect(behaviourOfGraphError(139_999, 500)).toBe('check_first');
  expect(behaviourOfGraphError(null, 403)).toBe('fail');
  expect(behaviourOfGraphError(null, 429)).toBe('slow_number');
  expect(behaviourOfGraphError(null, 502)).toBe('check_first');
});
