import { randomFillSync } from 'node:crypto';

import { afterAll, beforeAll } from 'vitest';

import { openDatabase } from '../db/database.ts';
import { seedWorkspace } from '../db/testing/seed.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { describeLog } from './log.conformance.ts';
import { createPostgresLog } from './postgres-log.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

describeLog(async () => {
  const database = await openDatabase(await postgres.createDatabase());
  const log = createPostgresLog({
    database,
    random: (bytes) => randomFillSync(bytes),
    metrics: createMetrics(),
    logger: createLogger('silent'),
  });
  return {
    log,
    workspace: await seedWorkspace(database, { id: 1, providerNumberId: '522000000000001' }),
    other: await seedWorkspace(database, { id: 2, providerNumberId: '522000000000002' }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
});
