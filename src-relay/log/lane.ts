import type { WorkspaceTransaction } from '../db/database.ts';
import type { LaneChange, Log } from './log.ts';

/** A change on PostgreSQL: the caller's own rows go into the same transaction through `tables`. */
export type PostgresLane = LaneChange & { readonly tables: WorkspaceTransaction };
export type PostgresLog = Log<PostgresLane>;
