import type { Tables } from '../db/tables.ts';

/** What a backup holds, in an order in which no row comes before one that it refers to. */
export const BACKUP_TABLES = [
  'workspace',
  'inbox',
  'person',
  'access_token',
  'raw_delivery',
  'raw_item',
  'contact',
  'contact_conversation',
  'orphan_status',
  'event',
  'content',
  'conversation',
  'message',
  'command',
  'send_attempt',
  'send_call',
  'provider_message',
  'inbox_sending',
  'conversation_sending',
  'business_initiated',
] as const satisfies readonly (keyof Tables)[];

export type BackupTable = (typeof BACKUP_TABLES)[number];

/**
 * What it leaves out: who is running; one-time codes, which a restore would make valid again; how far the counting of
 * deliveries has come, which is said in transaction numbers of the old server; and what the changes of the schema write
 * themselves. The job library's tables are made anew at every start.
 */
export const LEFT_OUT = [
  'node',
  'setup_code',
  'reconciliation',
  'unreconciled_delivery',
  'schema_floor',
  'kysely_migration',
  'kysely_migration_lock',
] as const;
