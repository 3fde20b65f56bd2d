import type { CommandId, ConversationId, Epoch } from '../../src-shared/domain/ids.ts';
import { messageNumberSchema } from '../../src-shared/domain/ids.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { Intent, Reply, Request } from '../sync-client/sync-contract.ts';
import type { Drafts } from './drafts.ts';
import type { HistoryRequests } from './history-requests.ts';
import type { Lane } from './lane.ts';
import type { LeftAttempts } from './left-attempts.ts';
import { THREAD_PAGE, type OpenThreads } from './open-threads.ts';
import type { Outbox } from './outbox.ts';
import type { Publisher } from './publisher.ts';
import type { StatusBoard } from './status-board.ts';

export type AgentRequestParts = {
  readonly newCommandId: () => CommandId;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly left: LeftAttempts;
  readonly threads: OpenThreads;
  readonly history: HistoryRequests;
  readonly publisher: Publisher;
  readonly status: StatusBoard;
  readonly lane: Lane;
  /** The life of the log that windows show. */
  readonly epoch: () => Epoch | null;
};

type RequestOf<Call extends Request['call']> = Extract<Request, { call: Call }>;

const DONE: Reply = { outcome: 'done' };
const TOO_LATE: Reply = { outcome: 'too_late' };

/** What agents do in a window. A reply comes when what was asked is durable on this device. */
export class AgentRequests {
  readonly #parts: AgentRequestParts;

  constructor(parts: AgentRequestParts) {
    this.#parts = parts;
  }

  handle(request: Request): Promise<Reply> {
    switch (request.call) {
      case 'queue':
        return this.#queue(request.intent);
      case 'discard':
        return this.#discard(request.command);
      case 'edit_queued':
        return this.#editQueued(request.command);
      case 'send_anyway':
        return this.#sendAnyway(request);
      case 'leave_attempt':
        return this.#leaveAttempt(request);
      case 'save_draft':
        return this.#saveDraft(request.conversation, request.text);
      case 'load_older':
        return this.#loadOlder(request.conversation);
      case 'dismiss_notice':
        this.#parts.status.patch({ notice: null });
        return Promise.resolve(DONE);
      default:
        return assertNever(request);
    }
  }

  async #queue(intent: Intent): Promise<Reply> {
    const { outbox, publisher, drafts, newCommandId, epoch } = this.#parts;
    await outbox.queue({ ...intent, id: newCommandId() }, epoch());
    publisher.outboxChanged(intent.conversation);
    if (intent.type === 'message.send') await drafts.publish(intent.conversation);
    return DONE;
  }

  async #discard(command: CommandId): Promise<Reply> {
    const { outbox, publisher } = this.#parts;
    const entry = outbox.find(command);
    if (entry === undefined || !(await outbox.discard(command))) return TOO_LATE;
    publisher.outboxChanged(entry.command.conversation);
    return DONE;
  }

  /** The composer that asks puts the text in by itself; others hear of the draft when it is next saved. */
  async #editQueued(command: CommandId): Promise<Reply> {
    const { outbox, publisher } = this.#parts;
    const entry = outbox.find(command);
    if (entry === undefined || !(await outbox.takeBack(command))) return TOO_LATE;
    publisher.outboxChanged(entry.command.conversation);
    return DONE;
  }

  async #sendAnyway(request: RequestOf<'send_anyway'>): Promise<Reply> {
    const { outbox, publisher, newCommandId, epoch } = this.#parts;
    const card = outbox.find(request.command);
    if (card === undefined) return TOO_LATE;
    const { basedOn, turn } = request;
    const again = { ...card.command, id: newCommandId(), basedOn, turn };
    if (!(await outbox.replaceCard(request.command, again, epoch()))) return TOO_LATE;
    publisher.outboxChanged(card.command.conversation);
    return DONE;
  }

  async #leaveAttempt({ conversation, message, attempt }: RequestOf<'leave_attempt'>): Promise<Reply> {
    const { left, threads, epoch } = this.#parts;
    const shown = epoch();
    if (shown === null) return TOO_LATE;
    await left.add({ epoch: shown, conversation, message, attempt });
    threads.publish([], [conversation]);
    return DONE;
  }

  async #saveDraft(conversation: ConversationId, text: string): Promise<Reply> {
    await this.#parts.drafts.save(conversation, text);
    return DONE;
  }

  /** Grows the open thread from disk, and where disk has no more, from the relay. */
  async #loadOlder(conversation: ConversationId): Promise<Reply> {
    const { threads, history, status, lane } = this.#parts;
    const local = await lane.run(() => threads.extend(conversation));
    if (local.above === null) return { outcome: 'older', hasMore: local.hasOlder };
    if (status.status.link?.state !== 'live') return { outcome: 'offline' };
    const before = messageNumberSchema.parse(local.above);
    const page = await history.ask({ type: 'read_history', conversation, before, limit: THREAD_PAGE });
    if (page === null) return { outcome: 'offline' };
    if (!page.hasMore) threads.exhaust(conversation);
    const { hasOlder } = await lane.run(() => threads.extend(conversation));
    return { outcome: 'older', hasMore: hasOlder };
  }
}
