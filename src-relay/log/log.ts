import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { Event, PersonalContent, SeenEvent } from '../../src-shared/domain/event.ts';
import type { ConversationId, MessageNumber, Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Fence } from '../nodes/lanes.ts';

/**
 * The truth of a workspace: an append-only sequence of events, and the state that the shared reducers make of it.
 *
 * - L1: `seq` counts 1, 2, 3 … per workspace, without gaps.
 * - L2: an event with a dedupe key that is known already is not appended again.
 * - A change is all or nothing: events, projections and the caller's own rows commit together, or none do.
 * - One lane per workspace: its changes run one after the other; other workspaces do not wait.
 * - Listeners hear of events after the commit, in `seq` order per workspace. They may miss some: the log heals it.
 */
export type Log<Lane extends LaneChange = LaneChange> = {
  /**
   * Runs `work` in the workspace's lane. Throws what `work` throws, and then nothing has happened. With a `fence` it
   * throws a `LaneLostError`, and does nothing, where the lane has changed hands since.
   */
  change<T>(workspaceId: WorkspaceId, work: (lane: Lane) => Promise<T>, bounds?: ChangeBounds): Promise<T>;
  /** At most `limit` events after `after`, in order. */
  read(workspaceId: WorkspaceId, after: Seq, limit: number): Promise<readonly SeenEvent[]>;
  /** Epoch and newest `seq`; undefined for a workspace that does not exist. */
  position(workspaceId: WorkspaceId): Promise<Cursor | undefined>;
  /** Newest `seq` of each of these workspaces that exist, in one look. */
  heads(workspaceIds: readonly WorkspaceId[]): Promise<ReadonlyMap<WorkspaceId, Seq>>;
  /** The projection as of one `seq`, newest conversations first. At least one page, also of an empty workspace. */
  snapshot(workspaceId: WorkspaceId, pageSize: number): AsyncIterableIterator<SnapshotPage, undefined>;
  /** Messages numbered below `before`, newest first. */
  readHistory(workspaceId: WorkspaceId, range: HistoryRange): Promise<HistoryMessages>;
  findConversation(workspaceId: WorkspaceId, id: ConversationId): Promise<Conversation | undefined>;
  /** Returns the function that ends it. A listener must not throw. */
  onAppended(listener: (appended: Appended) => void): () => void;
};

export type ChangeBounds = { readonly fence?: Fence };

/** What a change may look at and do. It sees its own appends. Not to be used after `work` has returned. */
export type LaneChange = {
  readonly workspaceId: WorkspaceId;
  findConversation(id: ConversationId): Promise<Conversation | undefined>;
  findMessage(id: ConversationId, number: MessageNumber): Promise<Message | undefined>;
  /** A number no conversation of this workspace had; given back if the change fails. */
  nextConversationId(): ConversationId;
  /** Looks up in one go which of these dedupe keys are known, for the appends that follow. */
  expect(dedupeKeys: readonly string[]): Promise<void>;
  /** Looks these conversations up in one go, for {@link LaneChange.findConversation} and the appends that follow. */
  expectConversations(ids: readonly ConversationId[]): Promise<void>;
  /** Appends and projects; undefined when the dedupe key is known already, and then nothing changes. */
  append(draft: EventDraft): Promise<SeenEvent | undefined>;
};

type DraftOf<One extends Event> = One extends Event
  ? Pick<One, 'type' | 'conversation' | 'at' | 'actor' | 'body'>
  : never;

/** An event before the log has given it its place. */
export type EventDraft = DraftOf<Event> & {
  readonly content: PersonalContent | null;
  /** What makes it the same event when it comes again; stored as a hash. */
  readonly dedupeKey: string;
};

export type Appended = { readonly workspaceId: WorkspaceId; readonly events: readonly SeenEvent[] };

export type ConversationWithMessages = {
  readonly conversation: Conversation;
  /** The latest `SNAPSHOT_MESSAGES`, oldest first. */
  readonly messages: readonly Message[];
};

export type SnapshotPage = {
  /** The position that every page of this snapshot stands for. */
  readonly cursor: Cursor;
  /** Counts from 0. */
  readonly page: number;
  readonly total: number;
  readonly done: boolean;
  readonly conversations: readonly ConversationWithMessages[];
};

export type HistoryRange = {
  readonly conversation: ConversationId;
  readonly before: MessageNumber;
  readonly limit: number;
};

export type HistoryMessages = { readonly messages: readonly Message[]; readonly hasMore: boolean };
