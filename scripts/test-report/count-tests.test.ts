import { expect, test } from 'vitest';
import { countTests, sum } from './count-tests.ts';

const vitest = (passed: number, failed: number, success: boolean) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, success, testResults: [] });
const playwright = (expected: number, unexpected: number, errors: string[] = []) =>
  JSON.stringify({ stats: { expected, unexpected, flaky: 0, skipped: 2 }, errors });

test.each([
  ['vitest, all well', vitest(12, 0, true), 0, { passed: 12, failed: 0 }],
  ['vitest, two tests failed', vitest(10, 2, false), 1, { passed: 10, failed: 2 }],
  ['vitest, a file could not be loaded', vitest(10, 0, false), 1, { passed: 10, failed: 1 }],
  ['playwright, all well', playwright(7, 0), 0, { passed: 7, failed: 0 }],
  ['playwright, one failed', playwright(6, 1), 1, { passed: 6, failed: 1 }],
  ['playwright, the set-up failed', playwright(0, 0, ['no display']), 1, { passed: 0, failed: 1 }],
  ['a tool that failed after its tests', vitest(3, 0, true), 1, { passed: 3, failed: 1 }],
  ['no report at all', undefined, 0, { passed: 0, failed: 1 }],
])('%s', (_name, report, exitCode, counts) => {
  expect(countTests(report, exitCode)).toEqual(counts);
});

test('counts add up', () => {
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
});
