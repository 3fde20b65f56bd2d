import type { Kysely, Transaction } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { DirectoryTables, DoorTables, WorkspaceTables } from './tables.ts';

export type WorkspaceTransaction = Transaction<WorkspaceTables>;

/** The tables of one workspace. Each transaction carries `echodesk.workspace_id`. */
export type WorkspaceDatabase = {
  readonly workspaceId: WorkspaceId;
  /** Read committed; commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: (tables: WorkspaceTransaction) => Promise<T>): Promise<T>;
  /** Repeatable read, read only: everything as of one instant. */
  reading<T>(work: (tables: WorkspaceTransaction) => Promise<T>): Promise<T>;
};

/** Our one way to PostgreSQL. */
export type Database = AsyncDisposable & {
  /** The only way to the tables of a workspace. */
  forWorkspace(workspaceId: WorkspaceId): WorkspaceDatabase;
  /** Raw deliveries, which have no workspace. */
  readonly door: Kysely<DoorTables>;
  /** To find the workspace of a number or a person; never for what a workspace holds. */
  readonly directory: Kysely<DirectoryTables>;
  /** Whether it answers and its migrations are done. */
  isReady(): Promise<boolean>;
};
