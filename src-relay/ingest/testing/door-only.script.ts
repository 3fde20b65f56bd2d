import { randomUUID } from 'node:crypto';

import { must } from '../../../src-shared/lib/must.ts';
import { openDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { seedWorkspace } from '../../db/testing/seed.ts';
import { createDeliveryCommit } from '../../http/delivery-commit.ts';
import { createMetrics } from '../../observability/metrics.ts';
import { systemSurroundings } from '../../surroundings.ts';
import { NUMBER_ID, textDelivery } from './payloads.ts';

// A node up to the instant between the door's commit and ingest: stores two deliveries, says so, and waits to be killed.
const postgres = await startEmbeddedPostgres({ folder: must(process.argv[2], 'folder') });
const database = await openDatabase(postgres.url());
await seedWorkspace(database, { id: 1, providerNumberId: NUMBER_ID });
const store = createDeliveryCommit({
  ...systemSurroundings,
  database,
  lanes: { node: randomUUID() },
  rawRetentionDays: 30,
  metrics: createMetrics(),
  onStored: () => undefined,
});
const bodies = [textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two')];
for (const body of bodies) await store(Buffer.from(JSON.stringify(body)));
process.stdout.write('stored\n');
