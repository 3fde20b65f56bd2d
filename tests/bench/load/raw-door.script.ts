/** The relay's webhook door up to the `200`, without what follows it. Arguments: the database's address. */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../../src-relay/db/database.ts';
import { createDeliveryCommit } from '../../../src-relay/http/delivery-commit.ts';
import { watchNewcomers } from '../../../src-relay/http/newcomers.ts';
import { createServer } from '../../../src-relay/http/server.ts';
import { webhookDoor } from '../../../src-relay/http/webhook-door.ts';
import { createLogger } from '../../../src-relay/observability/logger.ts';
import { createMetrics } from '../../../src-relay/observability/metrics.ts';
import { systemSurroundings } from '../../../src-relay/surroundings.ts';
import { must } from '../../../src-shared/lib/must.ts';
import { LOAD_SECRET } from './signed-webhooks.ts';

const database = await openDatabase(must(process.argv[2], 'address of the database'));
const metrics = createMetrics();
const store = createDeliveryCommit({
  ...systemSurroundings,
  database,
  lanes: { node: randomUUID() },
  rawRetentionDays: 30,
  metrics,
  onStored: () => undefined,
});
const newcomers = watchNewcomers(metrics);
const shared = { ...systemSurroundings, newcomers, metrics, logger: createLogger('warn') };
const door = webhookDoor({ verifyToken: 'verify', appSecrets: [LOAD_SECRET], store, ...shared });
const server = createServer([door], shared);
const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once('SIGTERM', () => process.exit(0));
