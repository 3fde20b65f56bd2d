import type { Kysely } from 'kysely';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { LeaseTables } from '../db/tables.ts';
import type { NodeId } from './lanes.ts';
import type { NodeEvents } from './node-events.ts';
import { enterNode, leaveNode, renewNode, type Standing } from './node-rows.ts';
import type { NodeTimes } from './node-times.ts';

export type MembershipNeeds = {
  readonly tables: Kysely<LeaseTables>;
  readonly times: NodeTimes;
  readonly startTimer: StartTimer;
  /** Milliseconds since some moment; never goes back. */
  readonly monotonic: () => number;
  readonly makeNode: () => { readonly id: NodeId; readonly startedAt: EpochMs };
  /** For operators. */
  readonly name: string;
  readonly version: string;
  readonly events: Pick<NodeEvents, 'beatFailed' | 'takenForDead' | 'stood'>;
};

export type MembershipListener = {
  /** Others took this node for dead. It is another node now, and whatever the old one held is gone. */
  readonly startedOver: () => void;
  /** The lease is renewed, for the first time after `wasAway`. What it throws is reported and tried with the next beat. */
  readonly renewed: (standing: Standing, wasAway: boolean) => Promise<void>;
};

/**
 * This node's life among the others: a row with a lease, renewed at every beat.
 *
 * - It believes in its lease up to a moment of its own clock, counted from before it asked for it: always earlier than
 *   the others' verdict. A frozen process that wakes knows at once that it can't be sure.
 * - While the database is away the lease runs out. Back again, the node goes on as the same one if its row is still
 *   there, and as a new one if not.
 * - It judges others only when it has lived through a whole lease without a gap, or has just started: nodes that were
 *   cut off from the database together don't bury each other when it is back.
 */
export class Membership implements AsyncDisposable {
  readonly #needs: MembershipNeeds;
  readonly #listener: MembershipListener;
  #node: { readonly id: NodeId; readonly startedAt: EpochMs };
  #leasedUntil = -Infinity;
  #judgesFrom = -Infinity;
  #cancelBeat: (() => void) | undefined;
  #beating: Promise<void> = Promise.resolve();
  #isLeaving = false;

  constructor(needs: MembershipNeeds, listener: MembershipListener) {
    this.#needs = needs;
    this.#listener = listener;
    this.#node = needs.makeNode();
  }

  get node(): NodeId {
    return this.#node.id;
  }

  /** Whether its lease is good at this moment. */
  get isMember(): boolean {
    return this.#needs.monotonic() < this.#leasedUntil;
  }

  /** Enters and beats once; throws what the database throws. */
  async start(): Promise<void> {
    await this.#enter();
    this.#begin();
    await this.#beating;
  }

  /** Ends the lease, so that the others need not wait for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLeaving = true;
    this.#cancelBeat?.();
    await this.#beating;
    this.#leasedUntil = -Infinity;
    // Without a database the lease runs out by itself.
    await leaveNode(this.#needs.tables, this.node).catch(() => undefined);
  }

  #begin(): void {
    this.#beating = this.#beat().finally(() => {
      if (this.#isLeaving) return;
      this.#cancelBeat = this.#needs.startTimer(() => this.#begin(), this.#needs.times.beatMs);
    });
  }

  async #beat(): Promise<void> {
    try {
      await this.#renew();
    } catch (error) {
      this.#needs.events.beatFailed(error);
    }
  }

  async #renew(): Promise<void> {
    const { tables, times, events, monotonic } = this.#needs;
    const wasAway = !this.isMember;
    if (wasAway) this.#judgesFrom = monotonic() + times.leaseMs;
    const asked = monotonic();
    const judges = asked >= this.#judgesFrom;
    const standing = await renewNode(tables, { id: this.node, leaseMs: times.leaseMs, judges });
    if (!standing.isRenewed) {
      this.#leasedUntil = -Infinity;
      this.#node = this.#needs.makeNode();
      events.takenForDead();
      await this.#enter();
      this.#listener.startedOver();
      return;
    }
    this.#leasedUntil = asked + times.leaseMs;
    events.stood(standing);
    await this.#listener.renewed(standing, wasAway);
  }

  async #enter(): Promise<void> {
    const { tables, name, version, times, monotonic } = this.#needs;
    const asked = monotonic();
    await enterNode(tables, { ...this.#node, name, version }, times.leaseMs);
    this.#leasedUntil = asked + times.leaseMs;
  }
}
