import type { ColumnType, Generated, GeneratedAlways, JSONColumnType, RawBuilder } from 'kysely';

import type { Actor } from '../../src-shared/domain/actor.ts';
import type { CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Event } from '../../src-shared/domain/event.ts';
import type {
  CommandId,
  ConversationId,
  Epoch,
  InboxId,
  MessageNumber,
  PersonId,
  Seq,
  WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Role } from '../../src-shared/domain/role.ts';
import type { MessageDelay } from '../../src-shared/domain/message-delay.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Fence, NodeId } from '../nodes/lanes.ts';

/** jsonb: read as its parsed value, written as the text of it (`JSON.stringify`). */
type Jsonb<Value extends object> = JSONColumnType<Value>;
type NullableJsonb<Value extends object> = ColumnType<Value | null, string | null, string | null>;

/** What the door writes before anything is known of the body: no workspace. */
export type RawDeliveryTable = {
  id: GeneratedAlways<number>;
  received_at: EpochMs;
  body: Buffer;
  sha256: Buffer;
  /** After this the body may be deleted, once it is split. */
  retain_until: EpochMs;
  /** Null until its items stand in `raw_item`. */
  split_at: EpochMs | null;
  /** The node that took it in, and has it in hand while that node lives; null for those of before there were nodes. */
  node: NodeId | null;
  /** How many items it was split into; null until then, and for those that were split before this was kept. */
  parts: number | null;
};

/** How far deliveries have been counted over. Key: only_row, because they have no workspace. */
export type ReconciliationTable = {
  only_row: Generated<true>;
  /** No delivery up to this one is to be looked at again, but those in `unreconciled_delivery`. */
  up_to: number;
  /** The newest delivery at the last look, and the first transaction that had not begun then (xid8). */
  seen: number;
  seen_before: string;
};

/** A delivery that is long on its way, or that lacks a part. Key: delivery_id, because deliveries have no workspace. */
export type UnreconciledDeliveryTable = { delivery_id: number };

/** A running relay process. Key: id, because it serves every workspace. */
export type NodeTable = {
  id: NodeId;
  /** For operators: host and process. */
  name: string;
  version: string;
  started_at: EpochMs;
  /** By the database's clock. After this, the next node that looks removes the row: then it is dead, its lanes are free. */
  expires_at: ColumnType<Date, Date | RawBuilder<Date>, Date | RawBuilder<Date>>;
  /** It finishes what it has in hand, and takes no lanes. */
  is_leaving: Generated<boolean>;
  /** By which name the job library locks what this node has in hand; null until it takes jobs. */
  job_pool: Generated<string | null>;
};

/** A one-time code to set a workspace up. Key: hash, because there is no workspace yet. */
export type SetupCodeTable = {
  /** SHA-256 of the code; the code itself is nowhere. */
  hash: Buffer;
  made_at: EpochMs;
  expires_at: EpochMs;
  used_at: EpochMs | null;
};

/**
 * `waiting` is for whoever holds the lane of the workspace: items that another node took in, imports that let live items
 * pass, and what is replayed. Others are stored with their outcome. `kept` is understood, and has no effect in this version.
 */
export type RawItemState = 'waiting' | 'applied' | 'kept' | 'unrecognised' | 'quarantined';

/** One part of a delivery, in the workspace it belongs to. Key: (workspace_id, delivery_id, part). */
export type RawItemTable = {
  workspace_id: WorkspaceId;
  delivery_id: number;
  part: number;
  field: string;
  /** Type json, because jsonb refuses U+0000 and lone surrogates, which customers can send. The JSON null while it waits. */
  body: Jsonb<object>;
  state: RawItemState;
  reason: string | null;
  applied_at: EpochMs | null;
};

/** Key: id. Workspace 0 is the system's: it keeps the items of numbers that nobody knows. */
export type WorkspaceTable = {
  id: WorkspaceId;
  name: string;
  epoch: Epoch;
  /** `seq` of the newest event. */
  head: Seq;
  /** The newest number given to a conversation, and to a contact. */
  last_conversation: ConversationId;
  last_contact: number;
  /** Who holds the lane while that node lives, and how often it has changed hands. */
  lane_node: Generated<NodeId | null>;
  lane_fence: Generated<Fence>;
};

/** A business number. Key: (workspace_id, inbox); `provider_number_id` is unique over all workspaces. */
export type InboxTable = {
  workspace_id: WorkspaceId;
  inbox: InboxId;
  provider_number_id: string;
  /** E.164 with `+`. */
  display_phone: string;
  name: string;
};

/** A colleague. Key: (workspace_id, person). */
export type PersonTable = {
  workspace_id: WorkspaceId;
  person: PersonId;
  name: string;
  role: Role;
};

/** What a person signs in with. Key: hash, because it is looked up before the workspace is known. */
export type AccessTokenTable = {
  /** SHA-256 of the token; the token itself is nowhere. */
  hash: Buffer;
  workspace_id: WorkspaceId;
  person: PersonId;
  issued_at: EpochMs;
};

/** Key: (workspace_id, contact); each provider identity at most once in a workspace. */
export type ContactTable = {
  workspace_id: WorkspaceId;
  contact: number;
  provider_user_id: string | null;
  /** E.164 with `+`. */
  phone: string | null;
  /** The provider said with this code, then, that it is no use to write to this person. */
  stopped_code: number | null;
  stopped_at: EpochMs | null;
  /** Wants no marketing; `choice_at`: when that, or the contrary, was said last, by the provider's clock. */
  opted_out: Generated<boolean>;
  choice_at: EpochMs | null;
};

/**
 * A conversation is one contact × one inbox. Key: (workspace_id, contact, inbox); (workspace_id, conversation) unique:
 * from a conversation to the address of its recipient.
 */
export type ContactConversationTable = {
  workspace_id: WorkspaceId;
  contact: number;
  inbox: InboxId;
  conversation: ConversationId;
};

/** The log. Key: (workspace_id, seq); (workspace_id, dedupe_key) unique. Nothing personal. */
export type EventTable = {
  workspace_id: WorkspaceId;
  seq: Seq;
  type: Event['type'];
  v: number;
  conversation: ConversationId;
  at: EpochMs;
  actor: Jsonb<Actor>;
  content_hash: string | null;
  body: Jsonb<object>;
  /** A hash, because provider ids can hold a phone number. */
  dedupe_key: Buffer;
};

/** Personal content of an event. Key: (workspace_id, seq). Deleting the row erases it. */
export type ContentTable = {
  workspace_id: WorkspaceId;
  seq: Seq;
  key_id: number;
  salt: Buffer;
  sealed: Buffer;
};

type OpenConversation = Omit<Conversation, 'name' | 'phone' | 'lastMessage'>;
type OpenMessage = Omit<Message, 'text'>;

/** Projection. Key: (workspace_id, conversation). `sealed` holds name and phone; null = erased or none. */
export type ConversationTable = {
  workspace_id: WorkspaceId;
  conversation: ConversationId;
  inbox: InboxId;
  last_activity_at: EpochMs;
  last_message: MessageNumber | null;
  state: Jsonb<OpenConversation>;
  key_id: number | null;
  sealed: Buffer | null;
};

/** Projection. Key: (workspace_id, conversation, number). `sealed` holds the text; null = erased or none. */
export type MessageTable = {
  workspace_id: WorkspaceId;
  conversation: ConversationId;
  number: MessageNumber;
  sent_at: EpochMs;
  state: Jsonb<OpenMessage>;
  key_id: number | null;
  sealed: Buffer | null;
};

/** Which attempt the provider's message id stands for. Key: (workspace_id, provider_id). */
export type ProviderMessageTable = {
  workspace_id: WorkspaceId;
  provider_id: string;
  conversation: ConversationId;
  message: MessageNumber;
  command_id: CommandId | null;
  attempt: number;
};

/** Every command that was answered for good, once. Key: (workspace_id, id). */
export type CommandTable = {
  workspace_id: WorkspaceId;
  id: CommandId;
  at: EpochMs;
  answer: Jsonb<CommandAnswer>;
};

/**
 * `closed`: nothing is expected of it any more. What came of it is not known and it was sent again, or nobody has said
 * anything of it for days; or it never left, because an earlier attempt had arrived.
 */
export type SendAttemptState = 'waiting' | 'calling' | 'unknown' | 'closed' | 'sent' | 'failed';

/** Each attempt to send is a record. Key: (workspace_id, command_id, attempt). */
export type SendAttemptTable = {
  workspace_id: WorkspaceId;
  command_id: CommandId;
  attempt: number;
  conversation: ConversationId;
  message: MessageNumber;
  state: SendAttemptState;
  /** Technical tries of this attempt so far. */
  tries: number;
  /** Not to be tried before. */
  due_at: EpochMs;
  updated_at: EpochMs;
  failure_code: number | null;
  /** The provider's own words on a failure, without personal content. */
  detail: NullableJsonb<object>;
  /** Who makes the call; null unless `calling`. */
  node: Generated<NodeId | null>;
  /** Goes after every reply of the same number. */
  bulk: Generated<boolean>;
  /** Written to somebody first: allowed without an open service window, and counted against the messaging limit. */
  initiated: Generated<boolean>;
  /** Why a waiting one waits, where that was told to the console. */
  hold: Generated<MessageDelay['reason'] | null>;
  hold_code: Generated<number | null>;
  hold_until: Generated<EpochMs | null>;
  /** How many waits of it have been told. */
  delays_told: Generated<number>;
};

/** Each call to the provider is a record. Key: (workspace_id, command_id, attempt, try). */
export type SendCallTable = {
  workspace_id: WorkspaceId;
  command_id: CommandId;
  attempt: number;
  /** Counts within the attempt from 1. */
  try: number;
  node: NodeId;
  began_at: EpochMs;
  /** Null while it runs; a call whose node died has outcome `lost`. */
  ended_at: EpochMs | null;
  outcome: 'accepted' | 'rejected' | 'ambiguous' | 'unreachable' | 'lost' | null;
  code: number | null;
  provider_id: string | null;
};

/** What a business number may still send. Key: (workspace_id, inbox). */
export type InboxSendingTable = {
  workspace_id: WorkspaceId;
  inbox: InboxId;
  /** When the next message fits its throughput, in epoch microseconds (GCRA's theoretical arrival time). */
  pace_us: number;
  /** People who may be written to first in 24 hours; -1 = any number; null = not told. */
  messaging_limit: number | null;
  /** Nothing leaves since then, for this reason of the provider; null while it sends. */
  stopped_code: number | null;
  stopped_at: EpochMs | null;
  /** One message is tried then, to see whether it works again; null = when somebody asks for it. */
  look_again_at: EpochMs | null;
  /** The call that was refused had been answered with an id: only a message that arrives shows that it works again. */
  stopped_by_status: Generated<boolean>;
  /** Nothing leaves since then that no customer asked for (bulk, or written first); null while it does. */
  outreach_stopped_at: EpochMs | null;
  /** One such message is tried then. */
  outreach_look_at: EpochMs | null;
};

/** The pace of one conversation. Key: (workspace_id, conversation). */
export type ConversationSendingTable = {
  workspace_id: WorkspaceId;
  conversation: ConversationId;
  /** Several messages at once are a loan from the time to come: when it began, and when it is paid back. */
  burst_at: EpochMs;
  paid_at: EpochMs;
  /** How often in a row the provider said "too many to this person". */
  refused_in_a_row: number;
};

/** Who was written to first, outside the service window, and when last. Key: (workspace_id, contact). */
export type BusinessInitiatedTable = { workspace_id: WorkspaceId; contact: number; at: EpochMs };

/** A status whose message is not known (yet). Key: (workspace_id, provider_id, status). */
export type OrphanStatusTable = {
  workspace_id: WorkspaceId;
  provider_id: string;
  status: 'sent' | 'failed' | 'delivered' | 'read' | 'played';
  failure_code: number | null;
  at: EpochMs;
};

/** Tables that are not a workspace's: reached by name, before a workspace is known. */
export type DoorTables = {
  raw_delivery: RawDeliveryTable;
  reconciliation: ReconciliationTable;
  unreconciled_delivery: UnreconciledDeliveryTable;
  node: NodeTable;
  setup_code: SetupCodeTable;
};

/** Tables by which a workspace is found: from a number, or a sign-in. */
export type DirectoryTables = {
  workspace: WorkspaceTable;
  inbox: InboxTable;
  person: PersonTable;
  access_token: AccessTokenTable;
};

/** Who lives, and who holds which lane. */
export type LeaseTables = { node: NodeTable; workspace: WorkspaceTable };

/** Tables of one workspace: reached through `forWorkspace` alone. */
export type WorkspaceTables = DirectoryTables & {
  raw_item: RawItemTable;
  contact: ContactTable;
  contact_conversation: ContactConversationTable;
  event: EventTable;
  content: ContentTable;
  conversation: ConversationTable;
  message: MessageTable;
  provider_message: ProviderMessageTable;
  command: CommandTable;
  send_attempt: SendAttemptTable;
  orphan_status: OrphanStatusTable;
  send_call: SendCallTable;
  inbox_sending: InboxSendingTable;
  conversation_sending: ConversationSendingTable;
  business_initiated: BusinessInitiatedTable;
};

export type Tables = DoorTables & WorkspaceTables;
