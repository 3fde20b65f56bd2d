import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

import type { Database } from '../db/database.ts';

/** A bound that the relay keeps to, in the unit its name ends with. */
export type Limit = { readonly name: string; readonly value: number };

/**
 * Memory, event loop and file descriptors of this process (prom-client's own names), its connections to PostgreSQL, and
 * the limits that it keeps to, so that an alert can compare the one with the other.
 */
export function createProcessMetrics(
  registry: Registry,
  { database, limits }: { readonly database: Pick<Database, 'pools'>; readonly limits: readonly Limit[] },
): void {
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  void new Gauge({
    name: 'database_connections',
    help: 'Connections to PostgreSQL by pool: open ones, idle ones of them, and those who wait for one',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { name: pool, ...figures } of database.pools()) {
        for (const [state, count] of Object.entries(figures)) this.set({ pool, state }, count);
      }
    },
  });
  const limit = new Gauge({
    name: 'relay_limit',
    help: 'Bounds that this node keeps to',
    labelNames: ['limit'],
    registers,
  });
  for (const { name, value } of limits) limit.set({ limit: name }, value);
}
