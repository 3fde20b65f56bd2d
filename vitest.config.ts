import { defineConfig } from 'vitest/config';

const needsPostgres = '**/*.pg.test.ts';

/**
 * One project of unit tests per folder: nothing outside the process, so they all run in seconds. Files share a worker
 * and its loaded modules, because loading them anew for each took three quarters of the time; no module of ours has
 * state of its own.
 */
function unit(name: string, folder: string, setupFiles: string[] = []) {
  return {
    test: {
      name,
      setupFiles,
      environment: 'node',
      pool: 'threads',
      isolate: false,
      testTimeout: 20_000,
      include: [`${folder}/**/*.test.{ts,tsx}`],
      exclude: [needsPostgres],
    },
  };
}

export default defineConfig({
  test: {
    teardownTimeout: 30_000,
    projects: [
      unit('shared', 'src-shared'),
      unit('relay', 'src-relay'),
      unit('sandbox', 'src-sandbox'),
      unit('main', 'src-main'),
      unit('renderer', 'src-renderer', ['fake-indexeddb/auto']),
      unit('scripts', 'scripts'),
      unit('docs', 'tests/docs'),
      unit('faults', 'tests/faults'),
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: [`src-*/${needsPostgres}`, 'tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'package',
          environment: 'node',
          include: ['tests/package/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
