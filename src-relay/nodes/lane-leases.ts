import type { Kysely } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { DirectoryTables } from '../db/tables.ts';
import { freeLanes, leaveLanes, takeFreeLanes, takeLane, type HeldLane } from './lane-rows.ts';
import type { Fence, Lanes, NodeId } from './lanes.ts';
import { Listeners } from './listeners.ts';
import { Membership, type MembershipNeeds } from './membership.ts';
import type { NodeEvents } from './node-events.ts';
import type { Standing } from './node-rows.ts';

export type LaneLeasesNeeds = Omit<MembershipNeeds, 'events'> & {
  readonly directory: Kysely<DirectoryTables>;
  readonly events: MembershipNeeds['events'] & Pick<NodeEvents, 'lanesHeld' | 'nodeLost'>;
};

/** Lanes that are taken, or given back, with one beat at most. */
const TAKEN_AT_ONCE = 1000;
const GIVEN_BACK_AT_ONCE = 100;

/**
 * The lanes of this node, held by the lease of its membership.
 *
 * A share is all workspaces divided by the nodes that live, rounded up. A node takes free lanes up to its share, one
 * by one when it needs them and many at a beat; over it, it gives some back at each beat for the others to take. The
 * only node takes whatever is free.
 */
export class LaneLeases implements Lanes, AsyncDisposable {
  readonly #needs: LaneLeasesNeeds;
  readonly #membership: Membership;
  readonly #held = new Map<WorkspaceId, Fence>();
  readonly #taken = new Listeners<WorkspaceId>();
  readonly #lost = new Listeners<NodeId>();
  readonly #startedOver = new Listeners<NodeId>();
  #alive = 1;
  #share = Infinity;
  #isReleased = false;
  readonly #taking = new Set<Promise<unknown>>();

  constructor(needs: LaneLeasesNeeds) {
    this.#needs = needs;
    this.#membership = new Membership(needs, {
      startedOver: () => {
        this.#forget();
        this.#startedOver.tell(this.node);
      },
      renewed: (standing, wasAway) => this.#renewed(standing, wasAway),
    });
  }

  get node(): NodeId {
    return this.#membership.node;
  }

  get isAlone(): boolean {
    return this.#alive <= 1;
  }

  /** Becomes a node and takes its first lanes; throws what the database throws. */
  start(): Promise<void> {
    return this.#membership.start();
  }

  async hold(workspaceId: WorkspaceId): Promise<Fence | undefined> {
    const known = this.held(workspaceId);
    if (known !== undefined || !this.#membership.isMember || this.#held.size >= this.#share) return known;
    const { node } = this;
    const fence = await this.#whileTaking(takeLane(this.#needs.directory, { workspaceId, node }));
    if (fence !== undefined && node === this.node) this.#keep([{ workspaceId, fence }]);
    return this.held(workspaceId);
  }

  held(workspaceId: WorkspaceId): Fence | undefined {
    return this.#membership.isMember ? this.#held.get(workspaceId) : undefined;
  }

  onTaken(listener: (workspaceId: WorkspaceId) => void): () => void {
    return this.#taken.add(listener);
  }

  onNodeLost(listener: (node: NodeId) => void): () => void {
    return this.#lost.add(listener);
  }

  onStartedOver(listener: (node: NodeId) => void): () => void {
    return this.#startedOver.add(listener);
  }

  /**
   * Gives every lane back and takes none from here on, while the node lives on to finish what else it has in hand.
   * Never rejects: a lane that could not be given back is free when the lease ends.
   */
  async release(): Promise<void> {
    this.#isReleased = true;
    this.#share = 0;
    this.#forget();
    // What is being taken at this moment would be taken after it was given back.
    await Promise.allSettled(this.#taking);
    await leaveLanes(this.#needs.tables, this.node).catch((error: unknown) => this.#needs.events.beatFailed(error));
  }

  /** Ends the lease; the others take its lanes at their next beat. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#membership[Symbol.asyncDispose]();
    this.#forget();
  }

  async #renewed({ alive, workspaces, free, lost }: Standing, wasAway: boolean): Promise<void> {
    this.#alive = alive;
    this.#share = this.#isReleased ? 0 : shareOf(workspaces, alive);
    for (const node of lost) {
      this.#needs.events.nodeLost(node);
      this.#lost.tell(node);
    }
    if (wasAway) for (const workspaceId of this.#held.keys()) this.#taken.tell(workspaceId);
    const room = this.#share - this.#held.size;
    if (room > 0 && free + lost.length > 0) await this.#takeFree(Math.min(room, TAKEN_AT_ONCE));
    if (room < 0) await this.#giveBack(Math.min(-room, GIVEN_BACK_AT_ONCE));
  }

  async #takeFree(limit: number): Promise<void> {
    const { node } = this;
    this.#keep(await this.#whileTaking(takeFreeLanes(this.#needs.tables, { node, limit })));
  }

  async #whileTaking<T>(taking: Promise<T>): Promise<T> {
    this.#taking.add(taking);
    try {
      return await taking;
    } finally {
      this.#taking.delete(taking);
    }
  }

  async #giveBack(count: number): Promise<void> {
    const given = [...this.#held].slice(0, count).map(([workspaceId, fence]) => ({ workspaceId, fence }));
    for (const { workspaceId } of given) this.#held.delete(workspaceId);
    try {
      const workspaceIds = given.map(({ workspaceId }) => workspaceId);
      await freeLanes(this.#needs.tables, { node: this.node, workspaceIds });
    } catch (error) {
      this.#keep(given);
      throw error;
    }
    this.#needs.events.lanesHeld(this.#held.size);
  }

  #keep(lanes: readonly HeldLane[]): void {
    if (this.#isReleased) return;
    const news = lanes.filter(({ workspaceId }) => !this.#held.has(workspaceId));
    for (const { workspaceId, fence } of news) this.#held.set(workspaceId, fence);
    this.#needs.events.lanesHeld(this.#held.size);
    for (const { workspaceId } of news) this.#taken.tell(workspaceId);
  }

  #forget(): void {
    this.#held.clear();
    this.#needs.events.lanesHeld(0);
  }
}

function shareOf(workspaces: number, nodes: number): number {
  return nodes === 1 ? Infinity : Math.ceil(workspaces / nodes);
}
