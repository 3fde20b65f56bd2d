import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { WorkspaceId } from '../../../src-shared/domain/ids.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { must } from '../../../src-shared/lib/must.ts';
import type { Database } from '../../db/database.ts';
import { LaneLeases } from '../lane-leases.ts';
import type { NodeId } from '../lanes.ts';
import { NODE_TIMES, type NodeTimes } from '../node-times.ts';

const nothing = () => undefined;

/** A node among others on one database, whose beats and whose own clock go on when the test says so. */
export class TestNode implements AsyncDisposable {
  readonly lanes: LaneLeases;
  /** What its listeners heard since the test last looked. */
  readonly heard: { taken: WorkspaceId[]; lost: NodeId[]; startedOver: NodeId[] } = {
    taken: [],
    lost: [],
    startedOver: [],
  };
  readonly #database: Database;
  #now = 0;
  #nextBeat: (() => void) | undefined;
  #rested = Promise.withResolvers<void>();

  private constructor(database: Database, times: NodeTimes) {
    this.#database = database;
    this.lanes = new LaneLeases({
      tables: database.leases,
      directory: database.directory,
      times,
      monotonic: () => this.#now,
      startTimer: (run) => {
        this.#nextBeat = run;
        this.#rested.resolve();
        return nothing;
      },
      makeNode: () => ({ id: randomUUID(), startedAt: epochMs(Date.now()) }),
      name: 'test',
      version: '0.0.0',
      events: {
        beatFailed: (error) => this.#rested.reject(error),
        takenForDead: nothing,
        stood: nothing,
        lanesHeld: nothing,
        nodeLost: nothing,
      },
    });
    this.lanes.onTaken((workspaceId) => this.heard.taken.push(workspaceId));
    this.lanes.onNodeLost((node) => this.heard.lost.push(node));
    this.lanes.onStartedOver((node) => this.heard.startedOver.push(node));
  }

  static async start(database: Database, times: NodeTimes = NODE_TIMES): Promise<TestNode> {
    const node = new TestNode(database, times);
    await node.lanes.start();
    await node.#rested.promise;
    return node;
  }

  /** Lets one beat happen; resolves when it is over, and throws what it met. */
  async beat(): Promise<void> {
    this.#rested = Promise.withResolvers<void>();
    must(this.#nextBeat, 'a beat to come')();
    await this.#rested.promise;
  }

  /** Its own clock goes on, while it does nothing. */
  freeze(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Its lease runs out by the database's clock. */
  async expire(): Promise<void> {
    await sql`update node set expires_at = clock_timestamp() where id = ${this.lanes.node}`.execute(
      this.#database.leases,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.lanes[Symbol.asyncDispose]();
  }
}
