import { z } from 'zod';

export type Counts = { readonly passed: number; readonly failed: number };

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  success: z.boolean(),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

const reportSchema = z.union([
  vitestSchema.transform(({ numPassedTests, numFailedTests, success }) => ({
    passed: numPassedTests,
    // A file that can't be loaded fails without a single failed test.
    failed: success ? numFailedTests : Math.max(1, numFailedTests),
  })),
  playwrightSchema.transform(({ stats, errors }) => ({
    passed: stats.expected,
    failed: Math.max(stats.unexpected + stats.flaky, Math.min(errors.length, 1)),
  })),
]);

/**
 * What a test tool's report says, judged together with its exit code: a tool that failed, or left no
 * report, counts as one failure at least.
 */
export function countTests(report: string | undefined, exitCode: number): Counts {
  const { passed, failed } = report === undefined ? { passed: 0, failed: 1 } : reportSchema.parse(JSON.parse(report));
  return { passed, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce((total, each) => ({ passed: total.passed + each.passed, failed: total.failed + each.failed }), {
    passed: 0,
    failed: 0,
  });
}
