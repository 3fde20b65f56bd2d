import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import {
  inboxIdSchema,
  messageNumberSchema,
  type ConversationId,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Role } from '../../src-shared/domain/role.ts';
import { epochMs, floorToSecond } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { openAccounts } from '../accounts/accounts.ts';
import { preparePractice, type Practice } from '../accounts/practice.ts';
import { createSignIn } from '../accounts/sign-in.ts';
import { createCommandEvents } from '../commands/command-events.ts';
import { openIntake } from '../commands/intake.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { openConsoleDoor } from '../fanout/console-door.ts';
import { createFanoutEvents } from '../fanout/fanout-events.ts';
import { FANOUT_LIMITS, type FanoutLimits } from '../fanout/fanout-limits.ts';
import { ConsoleClient, type ConsoleClientOptions } from '../fanout/testing/console-client.ts';
import { WorkspaceFeeds } from '../fanout/workspace-feeds.ts';
import { watchNewcomers } from '../http/newcomers.ts';
import { createServer } from '../http/server.ts';
import { applyParkedStatuses } from '../ingest/apply-status.ts';
import { findPlace, linkConversation, type Identity } from '../ingest/contacts.ts';
import type { PostgresLog } from '../log/lane.ts';
import { createPostgresLog } from '../log/postgres-log.ts';
import type { Hints } from '../nodes/hints.ts';
import type { Lanes } from '../nodes/lanes.ts';
import { openNodes } from '../nodes/open-nodes.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { openOutbound } from '../outbound/outbound.ts';
import { queueAttempt } from '../outbound/send-attempts.ts';
import { prepareSendJobs } from '../outbound/send-jobs.ts';
import { systemSurroundings } from '../surroundings.ts';

export type StageOptions = {
  /** An empty database. */
  readonly databaseUrl: string;
  readonly limits?: Partial<FanoutLimits>;
  /** Sends go there; without it they wait. */
  readonly graphUrl?: string;
  /** How far its clock is ahead of the machine's. */
  readonly aheadMs?: number;
};

type StageParts = {
  readonly stack: AsyncDisposableStack;
  readonly url: string;
  readonly practice: Practice;
  readonly database: Database;
  readonly log: PostgresLog;
  readonly lanes: Lanes;
  readonly hints: Hints;
};

const NUMBER_ID = '100200300';
const INBOX = inboxIdSchema.parse(1);

/**
 * The relay's consoles, commands and sending on a real log: everything but the webhook door, for tests that put events
 * into the log themselves.
 */
export class RelayStage implements AsyncDisposable {
  readonly url: string;
  readonly workspace: WorkspaceId;
  readonly database: Database;
  readonly log: PostgresLog;
  readonly lanes: Lanes;
  readonly hints: Hints;
  readonly #practice: Practice;
  readonly #stack: AsyncDisposableStack;
  #arrivals = 0;

  private constructor({ stack, url, practice, database, log, lanes, hints }: StageParts) {
    this.#stack = stack;
    this.url = url;
    this.workspace = practice.workspace;
    this.#practice = practice;
    this.database = database;
    this.log = log;
    this.lanes = lanes;
    this.hints = hints;
  }

  static async open({ databaseUrl, limits, graphUrl, aheadMs = 0 }: StageOptions): Promise<RelayStage> {
    const stack = new AsyncDisposableStack();
    const clock = { now: () => epochMs(Date.now() + aheadMs) };
    const surroundings = { ...systemSurroundings, clock };
    const { random, startTimer } = surroundings;
    const database = stack.use(await openDatabase(databaseUrl));
    const logger = createLogger('silent');
    const metrics = createMetrics();
    const { registry } = metrics;
    await prepareSendJobs({ databaseUrl, logger });
    const number = { numberId: NUMBER_ID, displayNumber: '+15550100000', tokens: [] };
    const practice = await preparePractice(database, number, surroundings);
    const log = createPostgresLog({ database, random, metrics, logger });
    const { lanes, hints } = stack.use(
      await openNodes({ database, logger, metrics, surroundings, natsUrl: null, version: '0.0.0' }),
    );
    if (graphUrl !== undefined) {
      const graph = { url: graphUrl, version: 'v26.0', token: 'secret' };
      const shared = { database, databaseUrl, log, lanes, logger, registry, applyParkedStatuses };
      stack.use(await openOutbound({ ...shared, graph, numbers: {}, softwareVersion: '0.0.0', surroundings }));
    }
    const events = createCommandEvents(registry);
    const accounts = openAccounts(database);
    const newcomers = watchNewcomers(metrics);
    const door = openConsoleDoor({
      log,
      accounts,
      signIn: createSignIn({ accounts, newcomers, clock }),
      takeCommand: openIntake({ log, clock, queueSend: queueAttempt, events }),
      feeds: stack.use(new WorkspaceFeeds({ log, lanes, hints, startTimer })),
      limits: { ...FANOUT_LIMITS, ...limits },
      metrics,
      startTimer,
      events: createFanoutEvents(registry, logger),
    });
    const server = createServer([], { newcomers, metrics, logger });
    server.server.on('upgrade', door.handleUpgrade);
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    stack.defer(() => server.close());
    stack.use(door);
    return new RelayStage({ stack, url, practice, database, log, lanes, hints });
  }

  tokenOf(role: Role, index = 0): string {
    const people = this.#practice.agents.filter((agent) => agent.role === role);
    return must(people[index], `${role} ${index}`).token;
  }

  /** A console of the first agent, unless told otherwise, that has said hello. */
  console(options: Partial<ConsoleClientOptions> & { readonly cursor?: Cursor | null } = {}): Promise<ConsoleClient> {
    return ConsoleClient.open({ url: this.url, token: this.tokenOf('agent'), ...options });
  }

  async conversation(id: ConversationId): Promise<Conversation> {
    return must(await this.log.findConversation(this.workspace, id), `conversation ${id}`);
  }

  async message(id: ConversationId, number: number): Promise<Message> {
    const range = { conversation: id, before: messageNumberSchema.parse(number + 1), limit: 1 };
    const { messages } = await this.log.readHistory(this.workspace, range);
    return must(messages[0], `message ${number}`);
  }

  /** A customer writes for the first time, so long ago; with a number of its own, unless told otherwise. */
  async startConversation(agoMs = 0, identity?: Identity): Promise<Conversation> {
    const id = await this.log.change(this.workspace, async (lane) => {
      const conversation = lane.nextConversationId();
      const phone = `+44770090${String(conversation).padStart(4, '0')}`;
      const known = identity ?? { userId: null, phone };
      const { contact } = await findPlace(lane, { person: known, inbox: INBOX });
      await linkConversation(lane, { contact, inbox: INBOX, conversation });
      await lane.append({
        type: 'conversation.started',
        conversation,
        at: epochMs(Date.now()),
        actor: { kind: 'customer' },
        body: { inbox: INBOX },
        content: { name: 'Ada', ...(known.phone === null ? {} : { phone: known.phone }) },
        dedupeKey: `started/${conversation}`,
      });
      return conversation;
    });
    await this.arrives(id, 'message.received', agoMs);
    return this.conversation(id);
  }

  /** What the provider says of a customer's user id and number, as it comes with a message. */
  async identify(identity: Identity): Promise<void> {
    await this.log.change(this.workspace, (lane) => findPlace(lane, { person: identity, inbox: INBOX }));
  }

  /** The customer writes, or the owner answers on the phone. */
  async arrives(
    id: ConversationId,
    type: 'message.received' | 'message.echoed' = 'message.received',
    agoMs = 0,
  ): Promise<void> {
    this.#arrivals += 1;
    const arrival = this.#arrivals;
    await this.log.change(this.workspace, async (lane) => {
      const { lastNumber } = must(await lane.findConversation(id), `conversation ${id}`);
      const at = epochMs(Date.now() - agoMs);
      await lane.append({
        type,
        conversation: id,
        at,
        actor: { kind: type === 'message.received' ? 'customer' : 'phone' },
        body: {
          message: messageNumberSchema.parse(lastNumber + 1),
          kind: 'text',
          sentAt: floorToSecond(at),
        },
        content: { text: `text ${arrival}` },
        dedupeKey: `arrival/${arrival}`,
      });
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
