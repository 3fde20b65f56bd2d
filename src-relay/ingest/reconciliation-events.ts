import { Gauge, type Registry } from 'prom-client';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Logger } from '../observability/logger.ts';
import type { Reconciliation } from './reconciliation.ts';

/** What the count of all that was received reports, to metrics and to the log. None of these throws. */
export type ReconciliationEvents = {
  readonly counted: (count: Reconciliation, now: EpochMs) => void;
  /** Another node counts; this one shows nothing. */
  readonly elsewhere: () => void;
  readonly failed: (error: unknown) => void;
};

const MS_PER_SECOND = 1000;
/** Deliveries that are named in one line of the log. */
const MOST_NAMED = 20;

export function createReconciliationEvents(registry: Registry, logger: Logger): ReconciliationEvents {
  const registers = [registry];
  const difference = new Gauge({
    name: 'reconciliation_difference',
    help: 'Parts of deliveries that stand nowhere: received - applied - quarantined - waiting. 0 unless something is wrong',
    registers,
  });
  const open = new Gauge({
    name: 'raw_items_open',
    help: 'Parts of deliveries that are not applied, on the node that counts',
    labelNames: ['state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'raw_items_oldest_waiting_seconds',
    help: 'Since the receipt of the oldest part that waits, on the node that counts',
    registers,
  });
  const unsplit = new Gauge({
    name: 'deliveries_unsplit',
    help: 'Deliveries on disk that are not taken apart yet, on the node that counts',
    registers,
  });
  return {
    counted: ({ incomplete, open: states, oldestWaitingAt, unsplit: deliveries }, now) => {
      const missing = incomplete.reduce((sum, one) => sum + one.missing, 0);
      difference.set(missing);
      for (const [state, items] of Object.entries(states)) open.set({ state }, items);
      oldest.set(oldestWaitingAt === null ? 0 : Math.max(0, now - oldestWaitingAt) / MS_PER_SECOND);
      unsplit.set(deliveries);
      if (missing === 0) return;
      logger.error({ event: 'reconciliation.difference', missing, deliveries: incomplete.slice(0, MOST_NAMED) });
    },
    elsewhere: () => {
      for (const gauge of [difference, open, oldest, unsplit]) gauge.reset();
    },
    failed: (err) => logger.warn({ event: 'reconciliation.failed', err }),
  };
}
