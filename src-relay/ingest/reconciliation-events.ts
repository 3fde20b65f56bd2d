import { Gauge, type Registry } from 'prom-client';

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Logger } from '../observability/logger.ts';
import type { Reconciliation } from './reconciliation.ts';

/** What the count of all that was received reports, to metrics and to the log. None of these throws. */
export type ReconciliationEvents = {
  readonly begun: () => void;
  readonly counted: (count: Reconciliation) => void;
  /** Another node counts; this one shows nothing. */
  readonly elsewhere: () => void;
  readonly failed: (error: unknown) => void;
};

const MS_PER_SECOND = 1000;
/** Deliveries that are named in one line of the log. */
const MOST_NAMED = 20;

type Needs = { readonly registry: Registry; readonly logger: Logger; readonly clock: Clock };

export function createReconciliationEvents({ registry, logger, clock }: Needs): ReconciliationEvents {
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
  const ages = createAgeGauges(registry, clock);
  return {
    begun: ages.begun,
    counted: ({ incomplete, open: states, oldestWaitingAt, unsplit: deliveries, ...count }) => {
      ages.counted(count);
      const missing = incomplete.reduce((sum, one) => sum + one.missing, 0);
      difference.set(missing);
      for (const [state, items] of Object.entries(states)) open.set({ state }, items);
      oldest.set(secondsBetween(oldestWaitingAt, clock.now()));
      unsplit.set(deliveries);
      if (missing === 0) return;
      logger.error({ event: 'reconciliation.difference', missing, deliveries: incomplete.slice(0, MOST_NAMED) });
    },
    elsewhere: () => {
      for (const gauge of [difference, open, oldest, unsplit]) gauge.reset();
      ages.elsewhere();
    },
    failed: (err) => logger.warn({ event: 'reconciliation.failed', err }),
  };
}

/** How old what the other gauges say is: a count that fails or hangs leaves them as they were. */
function createAgeGauges(registry: Registry, clock: Clock) {
  const registers = [registry];
  let lastCount: EpochMs | null = null;
  let notLookedOverSince: EpochMs | null = null;
  void new Gauge({
    name: 'reconciliation_age_seconds',
    help: 'Since the last count of all that was received, on the node that counts; it counts each minute',
    registers,
    collect() {
      this.set(secondsBetween(lastCount, clock.now()));
    },
  });
  void new Gauge({
    name: 'reconciliation_lag_seconds',
    help: 'Since the receipt of the oldest delivery that the last count has not looked over, on the node that counts',
    registers,
    collect() {
      this.set(secondsBetween(notLookedOverSince, clock.now()));
    },
  });
  return {
    /** The first one counts from its beginning: it may never end. */
    begun: () => {
      lastCount ??= clock.now();
    },
    counted: (count: Pick<Reconciliation, 'notLookedOverSince'>) => {
      lastCount = clock.now();
      ({ notLookedOverSince } = count);
    },
    elsewhere: () => {
      lastCount = null;
      notLookedOverSince = null;
    },
  };
}

/** 0 where there is no beginning. */
function secondsBetween(from: EpochMs | null, to: EpochMs): number {
  return from === null ? 0 : Math.max(0, to - from) / MS_PER_SECOND;
}
