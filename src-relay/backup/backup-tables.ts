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
