import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { messageNumberSchema, seqSchema, type MessageNumber } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { behaviourOfGraphError } from '../cloud-api/graph-error-codes.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import { newCommandId } from '../fanout/testing/console-client.ts';
import { applyItems } from '../ingest/apply-items.ts';
import { applyParkedStatuses, applyStatus, type StatusUpdate } from '../ingest/apply-status.ts';
import { takeApart } from '../ingest/take-apart.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { NodeId } from '../nodes/lanes.ts';
import { RelayStage } from './relay-stage.ts';
import type { AttemptName } from '../outbound/callback-data.ts';
import { claimSend, type Claim, type ClaimedCall } from '../outbound/claim-send.ts';
import { createLearning } from '../outbound/learn-from-items.ts';
import { lookAtNumber, type NumberTurn } from '../outbound/look-at-number.ts';
import { keepMessagingLimit } from '../outbound/messaging-limit.ts';
import { nextStep } from '../outbound/retry-policy.ts';
import { putBack } from '../outbound/put-back.ts';
import { queueAttempt, type QueuedSend } from '../outbound/send-attempts.ts';
import { settleSend } from '../outbound/settle-send.ts';

type Id = Conversation['id'];

const THROUGHPUT = 20;
const MOST_EVENTS = 10_000;
const least = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0);

export function refused(code: number): SendOutcome {
  const behaviour = behaviourOfGraphError(code, 400);
  if (behaviour === 'check_first') return { kind: 'ambiguous', code, isOutage: false, detail: '' };
  return { kind: 'rejected', code, behaviour, detail: '' };
}

export const timedOut: SendOutcome = { kind: 'ambiguous', code: null, isOutage: true, detail: 'TimeoutError' };

/**
 * The steps of sending on a real log, one by one, by whichever node and at whatever time a test says; nothing runs by
 * itself.
 */
export class SendingWorld implements AsyncDisposable {
  readonly stage: RelayStage;
  /** A node that died long ago. */
  readonly dead: NodeId = randomUUID();
  /** The clock of every step. */
  now: EpochMs = epochMs(Date.now());
  /** For how long the provider is known to be away. */
  pauseMs = 0;
  readonly #databaseUrl: string;
  #accepted = 0;
  #heard = 0;

  private constructor(stage: RelayStage, databaseUrl: string) {
    this.stage = stage;
    this.#databaseUrl = databaseUrl;
  }

  static async open(databaseUrl: string): Promise<SendingWorld> {
    return new SendingWorld(await RelayStage.open({ databaseUrl }), databaseUrl);
  }

  get alive(): NodeId {
    return this.stage.lanes.node;
  }

  pass(milliseconds: number): void {
    this.now = epochMs(this.now + milliseconds);
  }

  accepted(): SendOutcome {
    this.#accepted += 1;
    return { kind: 'accepted', providerId: `provider-${this.#accepted}` };
  }

  /** A customer writes; the answer waits to be sent. */
  async waitingAnswer(send: Pick<QueuedSend, 'bulk' | 'initiated'> = {}): Promise<Id> {
    const { id } = await this.stage.startConversation();
    await this.queue(id, send);
    return id;
  }

  queue(id: Id, send: Pick<QueuedSend, 'bulk' | 'initiated'> = {}): Promise<MessageNumber> {
    return this.stage.log.change(this.stage.workspace, (lane) => this.#accept(lane, id, send));
  }

  /** An agent sends a message again. */
  async retry(conversation: Id, number: MessageNumber): Promise<void> {
    await this.stage.log.change(this.stage.workspace, async (lane) => {
      const message = must(await lane.findMessage(conversation, number), 'message');
      const commandId = must(message.commandId, 'command of an answer');
      const attempt = message.attempt + 1;
      await lane.append({
        type: 'message.retried',
        conversation,
        at: this.now,
        actor: { kind: 'system' },
        body: { message: number, attempt, commandId: newCommandId() },
        content: null,
        dedupeKey: `retried/${commandId}/${attempt}`,
      });
      const found = must(await lane.findConversation(conversation), 'conversation');
      await queueAttempt(lane, { conversation: found, message: number, commandId, attempt, at: this.now });
    });
  }

  /** The provider says how far an attempt has come, by the name that was given along. */
  async status(name: AttemptName, status: StatusUpdate['status']): Promise<void> {
    const providerId = `told-${name.commandId}-${name.attempt}`;
    const update = { providerId, status, failureCode: null, name };
    await this.stage.log.change(this.stage.workspace, (lane) => applyStatus(lane, update, this.now));
  }

  /** Two answers that are accepted at one moment, under one job. */
  async waitingPair(): Promise<Id> {
    const { id } = await this.stage.startConversation();
    await this.stage.log.change(this.stage.workspace, async (lane) => {
      await this.#accept(lane, id, {});
      await this.#accept(lane, id, {});
    });
    return id;
  }

  /** A conversation whose answer waits, and whose job was lost with the node that had it in hand. */
  async abandonedAnswer(): Promise<Id> {
    const { id } = await this.stage.startConversation();
    await this.stage.log.change(this.stage.workspace, async (lane) => {
      await this.#accept(lane, id, {});
      await sql`delete from echodesk_jobs._private_jobs where key = ${`send/${lane.workspaceId}/${id}`}`.execute(
        lane.tables,
      );
    });
    return id;
  }

  async #accept(lane: PostgresLane, id: Id, send: Pick<QueuedSend, 'bulk' | 'initiated'>): Promise<MessageNumber> {
    const conversation = must(await lane.findConversation(id), 'conversation');
    const message = messageNumberSchema.parse(conversation.lastNumber + 1);
    const commandId = newCommandId();
    await lane.append({
      type: 'message.accepted',
      conversation: id,
      at: this.now,
      actor: { kind: 'system' },
      body: { message, commandId, sentAt: this.now },
      content: { text: `message ${message}` },
      dedupeKey: `command/${commandId}`,
    });
    await queueAttempt(lane, { conversation, message, commandId, attempt: 1, at: this.now, ...send });
    return message;
  }

  claim(conversation: Id, node: NodeId = this.alive): Promise<Claim> {
    return this.stage.log.change(this.stage.workspace, (lane) =>
      claimSend(lane, {
        conversation,
        node,
        now: this.now,
        rules: this.#rules(),
        onCallLost: () => undefined,
        onWait: () => undefined,
      }),
    );
  }

  /** The call that is to be made now. */
  async call(conversation: Id, node?: NodeId): Promise<ClaimedCall> {
    const claim = await this.claim(conversation, node);
    if (claim.kind !== 'call') throw new Error(`there is no call to make: ${JSON.stringify(claim)}`);
    return claim.call;
  }

  settle(call: ClaimedCall, outcome: SendOutcome): Promise<void> {
    const step = nextStep(outcome, call.attempt.tries, least);
    const settlement = { outcome, step, now: this.now, applyParkedStatuses, throughputOf: () => THROUGHPUT };
    return this.stage.log.change(this.stage.workspace, (lane) => settleSend(lane, call, settlement));
  }

  /** A call that was not begun. */
  putBack(call: ClaimedCall): Promise<void> {
    const returned = { now: this.now, throughputOf: () => THROUGHPUT };
    return this.stage.log.change(this.stage.workspace, (lane) => putBack(lane, call, returned));
  }

  /** Claims and settles. */
  async send(conversation: Id, outcome: SendOutcome): Promise<void> {
    await this.settle(await this.call(conversation), outcome);
  }

  /** Whose turn it is at the number of `conversation`. */
  async look(conversation: Id): Promise<NumberTurn> {
    const { inbox } = await this.stage.conversation(conversation);
    return this.stage.log.change(this.stage.workspace, (lane) =>
      lookAtNumber(lane, { inbox, now: this.now, rules: this.#rules() }),
    );
  }

  /** A relay on the same database that sends what waits, until it is disposed. */
  run(graphUrl: string): Promise<RelayStage> {
    return RelayStage.open({ databaseUrl: this.#databaseUrl, graphUrl });
  }

  /** What the provider says by webhook, for the number of every conversation. */
  hear(payload: unknown): Promise<void> {
    const parts = takeApart({ body: Buffer.from(JSON.stringify(payload)), isIntact: true });
    const learn = createLearning(() => THROUGHPUT);
    return this.stage.log.change(this.stage.workspace, async (lane) => {
      const directory = await lane.tables.selectFrom('inbox').select(['inbox', 'provider_number_id']).execute();
      const items = parts.map((part) => {
        this.#heard += 1;
        const inbox = directory.find((one) => one.provider_number_id === part.numberId)?.inbox ?? null;
        return { ...part, deliveryId: this.#heard, receivedAt: this.now, inbox };
      });
      await learn(lane, await applyItems(lane, items, this.now), this.now);
    });
  }

  /** How often calls have come to what; refusals by their code. */
  async outcomes(): Promise<Readonly<Record<string, number>>> {
    const ended = (await this.calls()).filter(({ outcome }) => outcome !== null);
    const named = Map.groupBy(ended, ({ outcome, code }) => (code === null ? `${outcome}` : `${outcome} ${code}`));
    return Object.fromEntries([...named].map(([name, calls]) => [name, calls.length]));
  }

  /** So many people may be written to first. */
  async limit(people: number): Promise<void> {
    await this.stage.log.change(this.stage.workspace, (lane) => keepMessagingLimit(lane, people));
  }

  attempts(conversation: Id) {
    return this.#reading((tables) =>
      tables
        .selectFrom('send_attempt')
        .where('workspace_id', '=', this.stage.workspace)
        .where('conversation', '=', conversation)
        .select(['command_id', 'message', 'attempt', 'state', 'tries', 'failure_code'])
        .orderBy('message')
        .orderBy('attempt')
        .execute(),
    );
  }

  /** The answers of the conversation as a console shows them. */
  async messages(conversation: Id): Promise<readonly Message[]> {
    const range = { conversation, before: messageNumberSchema.parse(MOST_EVENTS), limit: MOST_EVENTS };
    const { messages } = await this.stage.log.readHistory(this.stage.workspace, range);
    return messages.filter(({ direction }) => direction === 'outbound');
  }

  async states(conversation: Id): Promise<readonly string[]> {
    return (await this.attempts(conversation)).map(({ state }) => state);
  }

  calls() {
    return this.#reading((tables) =>
      tables
        .selectFrom('send_call')
        .where('workspace_id', '=', this.stage.workspace)
        .select(['command_id', 'attempt', 'try', 'node', 'outcome', 'code', 'provider_id'])
        .orderBy('began_at')
        .orderBy('try')
        .execute(),
    );
  }

  links() {
    return this.#reading((tables) =>
      tables
        .selectFrom('provider_message')
        .where('workspace_id', '=', this.stage.workspace)
        .where('command_id', 'is not', null)
        .select(['command_id', 'attempt', 'provider_id'])
        .execute(),
    );
  }

  /** Why messages of the conversation wait, as it was told. */
  async delays(conversation: Id) {
    const events = await this.stage.log.read(this.stage.workspace, seqSchema.parse(0), MOST_EVENTS);
    return events.flatMap(({ event }) =>
      event.conversation === conversation && event.type === 'message.delayed' ? [event.body] : [],
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stage[Symbol.asyncDispose]();
  }

  #reading<T>(work: (tables: WorkspaceTransaction) => Promise<T>): Promise<T> {
    return this.stage.database.forWorkspace(this.stage.workspace).reading(work);
  }

  #rules() {
    return { throughputOf: () => THROUGHPUT, pauseMs: () => this.pauseMs, appPauseMs: () => 0 };
  }
}
