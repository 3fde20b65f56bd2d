import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { RawItemState } from '../db/tables.ts';
import type { HttpRefusal } from '../http/refusals.ts';
import { queueMetrics } from './queue-metrics.ts';

export type WebhookOutcome =
  | 'stored'
  | 'wrong_signature'
  | 'too_large'
  | 'no_room'
  | 'not_stored'
  | 'handshake'
  | 'handshake_refused';

/** Every figure of the relay that operators see; one function per thing that happens. They never throw. */
export type Metrics = ReturnType<typeof createMetrics>;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const MS_PER_SECOND = 1000;

export function createMetrics(registry = new Registry()) {
  return {
    registry,
    ...doorMetrics(registry),
    ...ingestMetrics(registry),
    ...logMetrics(registry),
    ...queueMetrics(registry),
  };
}

function doorMetrics(registry: Registry) {
  const registers = [registry];
  const webhooks = new Counter({
    name: 'webhook_received_total',
    help: 'Webhook requests by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const repeated = new Counter({
    name: 'webhook_repeated_total',
    help: 'Webhook bodies that were stored again: the same bytes as one of the last 10000 that this node stored',
    registers,
  });
  const commitSize = new Histogram({
    name: 'webhook_commit_deliveries',
    help: 'Deliveries in one commit of the door',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'webhook_commit_seconds',
    help: 'Duration of one commit of the door',
    buckets: SECONDS,
    registers,
  });
  const refused = new Counter({
    name: 'requests_refused_total',
    help: 'Requests and connections refused before any door took them, and sign-ins, by reason',
    labelNames: ['reason'],
    registers,
  });
  return {
    requestRefused: (reason: HttpRefusal) => refused.inc({ reason }),
    /** `read` gives the figure when it is asked for. */
    bodyBytesInHand: (read: () => number) => readGauge(registry, WEBHOOK_BYTES, read),
    newcomers: (read: () => number) => readGauge(registry, NEWCOMERS, read),
    webhookRepeated: () => repeated.inc(),
    webhookReceived: (outcome: WebhookOutcome) => webhooks.inc({ outcome }),
    doorCommitted: (deliveries: number, milliseconds: number) => {
      commitSize.observe(deliveries);
      commitSeconds.observe(milliseconds / MS_PER_SECOND);
    },
  };
}

const WEBHOOK_BYTES = { name: 'webhook_bytes_in_hand', help: 'Bytes of webhook bodies that are not yet answered' };
const NEWCOMERS = { name: 'connections_unproven', help: 'Connections that have not proven who they are' };

function readGauge(registry: Registry, named: { name: string; help: string }, read: () => number): void {
  void new Gauge({
    ...named,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

function ingestMetrics(registry: Registry) {
  const registers = [registry];
  const items = new Counter({
    name: 'raw_items_total',
    help: 'Parts of deliveries by what became of them',
    labelNames: ['state', 'reason'],
    registers,
  });
  const inHand = new Gauge({
    name: 'deliveries_waiting',
    help: 'Deliveries that are stored and not yet applied',
    registers,
  });
  const lag = new Histogram({
    name: 'ingest_lag_seconds',
    help: 'From the receipt of a delivery to its last event',
    buckets: SECONDS,
    registers,
  });
  const orphans = new Counter({
    name: 'orphan_statuses_total',
    help: 'Statuses of messages that the relay does not know (yet)',
    registers,
  });
  return {
    itemsSettled: (state: RawItemState, reason: string, count: number) => items.inc({ state, reason }, count),
    deliveriesInHand: (count: number) => inHand.set(count),
    deliveryApplied: (milliseconds: number) => lag.observe(milliseconds / MS_PER_SECOND),
    statusParked: () => orphans.inc(),
  };
}

function logMetrics(registry: Registry) {
  const events = new Counter({
    name: 'events_appended_total',
    help: 'Events appended to the log',
    labelNames: ['type'],
    registers: [registry],
  });
  const fenced = new Counter({
    name: 'lane_fence_refusals_total',
    help: 'Changes refused because their lane had gone to another node',
    registers: [registry],
  });
  const damaged = new Counter({
    name: 'log_content_damaged_total',
    help: 'Reads of events whose content is not what they were appended with; it is never shown',
    registers: [registry],
  });
  return {
    eventAppended: (type: string) => events.inc({ type }),
    laneLost: () => fenced.inc(),
    contentDamaged: () => damaged.inc(),
  };
}
