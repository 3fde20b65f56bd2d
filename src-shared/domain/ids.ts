import { z } from 'zod';

/**
 * Every id but the command's and the epoch's is a small number that the relay gives: it may stand in clear on an
 * agent's disk, because it says nothing about a person.
 */
const relayNumber = z.number().int().nonnegative();

export const workspaceIdSchema = relayNumber.brand<'WorkspaceId'>();
export type WorkspaceId = z.infer<typeof workspaceIdSchema>;

/** Counts within a workspace. A conversation is one contact × one inbox for ever. */
export const conversationIdSchema = relayNumber.brand<'ConversationId'>();
export type ConversationId = z.infer<typeof conversationIdSchema>;

export const inboxIdSchema = relayNumber.brand<'InboxId'>();
export type InboxId = z.infer<typeof inboxIdSchema>;

export const personIdSchema = relayNumber.brand<'PersonId'>();
export type PersonId = z.infer<typeof personIdSchema>;

/** Counts within a conversation from 1, given by the relay, never changed. */
export const messageNumberSchema = relayNumber.brand<'MessageNumber'>();
export type MessageNumber = z.infer<typeof messageNumberSchema>;

/** The place of an event in its workspace's log: gap-free from 1 (rule L1). 0 = before the first. */
export const seqSchema = relayNumber.brand<'Seq'>();
export type Seq = z.infer<typeof seqSchema>;

/** One life of a workspace's log. A restored relay starts a new one, and old cursors no longer mean anything. */
export const epochSchema = z.uuid().brand<'Epoch'>();
export type Epoch = z.infer<typeof epochSchema>;

/** A UUIDv7 made where the command is made: the key of its idempotency. */
export const commandIdSchema = z.uuid({ version: 'v7' }).brand<'CommandId'>();
export type CommandId = z.infer<typeof commandIdSchema>;

/** One installation of the console. */
export const deviceIdSchema = z.uuid().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;
