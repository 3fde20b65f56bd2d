import type { Environment } from '../../config/given-settings.ts';
import { readConfig, usableDatabaseConfig, type DatabaseConfig } from '../../config/relay-config.ts';
import { examineSchema, examineServer } from './examine-database.ts';
import { examineGraph } from './examine-graph.ts';
import { examineNats, examinePort } from './examine-neighbours.ts';
import { examineDeliveries, examineJobs, examineNodes, examineSending, knownNumbers } from './examine-queues.ts';
import { examineContent, examinePages } from './examine-integrity.ts';
import { ok, skipped, wrong, type Finding } from './finding.ts';
import { examineDataFolder, reachDatabase, type OpenDatabase } from './reach-database.ts';

/** With many more the doctor would take long, and run into Meta's limits of calls. */
const MOST_NUMBERS = 20;
const MEND_SETTINGS = 'mend it in the environment or in the file of ECHODESK_CONFIG';

/** Looks at everything that a relay with these settings stands on, one by one, and changes nothing. */
export async function* examine(environment: Environment): AsyncGenerator<Finding> {
  const settings = readConfig(environment);
  if (settings.ok) yield ok('settings', 'all can be used');
  else yield* settings.problems.map((problem) => wrong('settings', problem, MEND_SETTINGS));
  const database = usableDatabaseConfig(environment);
  const numbers: string[] = [];
  if (database === undefined) yield skipped('database', 'its settings can not be used');
  else yield* examineStores(database, numbers);
  if (!settings.ok) return;
  const { config } = settings;
  yield* await examinePort(config);
  yield await examineNats(config.natsUrl);
  yield* await examineGraph(config, numbers);
}

/** Notes the numbers that it finds. */
async function* examineStores({ database }: DatabaseConfig, numbers: string[]): AsyncGenerator<Finding> {
  yield await examineDataFolder(database);
  const reached = await reachDatabase(database);
  if ('verdict' in reached) {
    yield reached;
    return;
  }
  await using open = reached;
  yield* await examineServer(open);
  yield await examinePages(open.client);
  const schema = await examineSchema(open);
  yield schema;
  if (schema.verdict === 'ok') yield* examineContents(open, numbers);
}

async function* examineContents({ client }: OpenDatabase, numbers: string[]): AsyncGenerator<Finding> {
  yield await examineContent(client);
  yield await examineNodes(client);
  yield* await examineDeliveries(client);
  yield* await examineSending(client);
  yield await examineJobs(client);
  numbers.push(...(await knownNumbers(client, MOST_NUMBERS)));
}
