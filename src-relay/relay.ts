import type { FastifyInstance } from 'fastify';

import { openAccounts } from './accounts/accounts.ts';
import { preparePractice, type Practice } from './accounts/practice.ts';
import { sessionDoor } from './accounts/session-door.ts';
import { createSignIn } from './accounts/sign-in.ts';
import { setupDoor } from './accounts/setup-door.ts';
import { createCommandEvents } from './commands/command-events.ts';
import { openIntake } from './commands/intake.ts';
import type { RelayConfig } from './config/relay-config.ts';
import type { Database } from './db/database.ts';
import { openConsoleDoor, type ConsoleDoor, type ConsoleDoorDeps } from './fanout/console-door.ts';
import { createFanoutEvents } from './fanout/fanout-events.ts';
import { FANOUT_LIMITS, type FanoutLimits } from './fanout/fanout-limits.ts';
import { WorkspaceFeeds } from './fanout/workspace-feeds.ts';
import { closeServer } from './http/close-server.ts';
import { createDeliveryCommit } from './http/delivery-commit.ts';
import { watchNewcomers, type Newcomers } from './http/newcomers.ts';
import { healthDoor, metricsDoor } from './http/operator-doors.ts';
import { createServer } from './http/server.ts';
import { webhookDoor, type WebhookDoor } from './http/webhook-door.ts';
import { applyParkedStatuses } from './ingest/apply-status.ts';
import { Ingest } from './ingest/ingest.ts';
import { Reconciler } from './ingest/reconciler.ts';
import { createReconciliationEvents } from './ingest/reconciliation-events.ts';
import { Retention } from './ingest/retention.ts';
import { listen } from './listen.ts';
import type { PostgresLog } from './log/lane.ts';
import { createPostgresLog } from './log/postgres-log.ts';
import type { Hints } from './nodes/hints.ts';
import type { Lanes } from './nodes/lanes.ts';
import { openNodes } from './nodes/open-nodes.ts';
import { publishAppended } from './nodes/publish-appended.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { createOperatorMetrics } from './observability/operator-metrics.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { openChosenDatabase } from './open-database.ts';
import { createLearning } from './outbound/learn-from-items.ts';
import { openOutbound } from './outbound/outbound.ts';
import { prepareSendJobs } from './outbound/send-jobs.ts';
import { queueAttempt } from './outbound/send-attempts.ts';
import { throughputFrom } from './outbound/throughput.ts';
import type { Surroundings } from './surroundings.ts';

export type RelayOptions = {
  readonly config: RelayConfig;
  /** Of the relay's software. */
  readonly version: string;
  readonly surroundings: Surroundings;
  readonly fanoutLimits?: FanoutLimits;
};

/** A running relay. Disposing stops it in order: no new work, consoles told, commits finished, database closed. */
export type Relay = AsyncDisposable & {
  /** `http://host:port`. */
  readonly url: string;
  /** Null unless the configuration asks for practice. */
  readonly practice: Practice | null;
};

/** Starts the whole relay in this process. Throws a `RelayStartError` for what the operator can remedy. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { config, surroundings } = options;
  await using stack = new AsyncDisposableStack();
  const logger = createLogger(config.logLevel);
  const metrics = createMetrics();
  const { database, url: databaseUrl } = stack.use(await openChosenDatabase(config));
  await prepareSendJobs({ databaseUrl, logger });
  const practice = await practiceOf(options, database);
  const log = createPostgresLog({ database, random: surroundings.random, metrics, logger });
  const nodes = stack.use(await openNodes({ ...options, ...config, database, logger, metrics }));
  const { lanes, hints } = nodes;
  publishAppended(log, hints);
  createOperatorMetrics({ ...surroundings, database, logger, registry: metrics.registry });
  const core = { options, database, databaseUrl, logger, metrics, log, lanes, hints };
  stack.use(await openSending(core));
  // Nothing is applied any more: others may, while calls under way are finished here.
  stack.defer(() => nodes.release());
  const ingest = stack.use(openIngest(core));
  const retention = stack.use(new Retention({ database, lanes, logger, ...surroundings }));
  const reconciler = stack.use(openReconciler(core));
  const { server, door } = stack.use(openDoors(core, ingest));
  const url = await listen(server, config);
  server.server.on('upgrade', door.handleUpgrade);
  ingest.start();
  retention.start();
  reconciler.start();
  logger.info({ event: 'relay.started', practice: practice !== null });
  const owned = stack.move();
  return { url, practice, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** What every part of the relay stands on. */
type Core = {
  readonly options: RelayOptions;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly log: PostgresLog;
  readonly lanes: Lanes;
  readonly hints: Hints;
};

async function practiceOf({ config, surroundings }: RelayOptions, database: Database): Promise<Practice | null> {
  if (config.practice === null) return null;
  return preparePractice(database, config.practice, surroundings);
}

function openSending({ options, metrics, ...core }: Core): Promise<AsyncDisposable> {
  const { config, surroundings } = options;
  return openOutbound({
    ...core,
    graph: config.graph,
    numbers: config.numbers,
    softwareVersion: options.version,
    registry: metrics.registry,
    surroundings,
    applyParkedStatuses,
  });
}

function openIngest({ options, ...core }: Core): Ingest {
  const { clock, random, startTimer } = options.surroundings;
  const learn = createLearning(throughputFrom(options.config.numbers));
  return new Ingest({ ...core, clock, random, startTimer, learn });
}

function openReconciler({ options, metrics, logger, ...core }: Core): Reconciler {
  const events = createReconciliationEvents({ ...metrics, ...options.surroundings, logger });
  return new Reconciler({ ...core, ...options.surroundings, events });
}

type Doors = AsyncDisposable & { readonly server: FastifyInstance; readonly door: ConsoleDoor };

function openDoors(core: Core, ingest: Ingest): Doors {
  const { options, database, metrics } = core;
  const { startTimer } = options.surroundings;
  const accounts = openAccounts(database);
  const newcomers = watchNewcomers(metrics);
  const signIn = createSignIn({ accounts, newcomers, clock: options.surroundings.clock });
  const feeds = new WorkspaceFeeds({ ...core, ...options.surroundings });
  const consoles = openConsoles(core, { accounts, signIn, feeds });
  const identity = { version: options.version, practice: options.config.practice !== null };
  const doors = [
    webhookDoor(webhooksOf(core, ingest, newcomers)),
    healthDoor({ isReady: () => database.isReady(), startTimer }),
    metricsDoor({ registry: metrics.registry, token: options.config.metricsToken }),
    setupDoor({ database, surroundings: options.surroundings, registry: metrics.registry }),
    sessionDoor({ signIn, metrics }, identity),
  ];
  const server = createServer(doors, { ...core, newcomers });
  return {
    server,
    door: consoles,
    [Symbol.asyncDispose]: async () => {
      const closed = closeServer(server, startTimer);
      await consoles[Symbol.asyncDispose]();
      feeds[Symbol.dispose]();
      await closed;
    },
  };
}

function webhooksOf({ options, metrics, logger, ...core }: Core, ingest: Ingest, newcomers: Newcomers): WebhookDoor {
  const store = createDeliveryCommit({
    ...core,
    ...options.surroundings,
    rawRetentionDays: options.config.rawRetentionDays,
    metrics,
    onStored: (deliveries) => ingest.take(deliveries),
  });
  const { clock } = options.surroundings;
  return { ...options.config.meta, metrics, logger, store, newcomers, clock };
}

type Consoles = Pick<ConsoleDoorDeps, 'accounts' | 'signIn' | 'feeds'>;

function openConsoles({ options, log, logger, metrics }: Core, consoles: Consoles): ConsoleDoor {
  const { surroundings, fanoutLimits } = options;
  const { clock, startTimer } = surroundings;
  const takeCommand = openIntake({
    log,
    clock,
    queueSend: queueAttempt,
    events: createCommandEvents(metrics.registry),
  });
  return openConsoleDoor({
    ...consoles,
    log,
    metrics,
    takeCommand,
    startTimer,
    limits: fanoutLimits ?? FANOUT_LIMITS,
    events: createFanoutEvents(metrics.registry, logger),
  });
}
