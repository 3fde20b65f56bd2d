import { Counter, Gauge, type Registry } from 'prom-client';

import type { Logger } from '../observability/logger.ts';
import type { Hint } from './hints.ts';
import type { NodeId } from './lanes.ts';

/** What the nodes of a relay report, to metrics and to the log. None of these throws. */
export type NodeEvents = ReturnType<typeof membershipEvents> & ReturnType<typeof hintEvents>;

export function createNodeEvents(registry: Registry, logger: Logger): NodeEvents {
  return { ...membershipEvents(registry, logger), ...hintEvents(registry, logger) };
}

function membershipEvents(registry: Registry, logger: Logger) {
  const registers = [registry];
  const alive = new Gauge({ name: 'nodes_alive', help: 'Relay nodes that live, with this one', registers });
  const held = new Gauge({ name: 'lanes_held', help: 'Workspaces this node works for', registers });
  const lost = new Counter({ name: 'nodes_lost_total', help: 'Nodes that this one found ended or dead', registers });
  const dead = new Counter({
    name: 'node_taken_for_dead_total',
    help: 'Times that others took this node for dead',
    registers,
  });
  const failed = new Counter({
    name: 'node_beats_failed_total',
    help: 'Renewals of the lease that the database did not take',
    registers,
  });
  let isFailing = false;
  return {
    stood: (standing: { readonly alive: number }) => {
      isFailing = false;
      alive.set(standing.alive);
    },
    lanesHeld: (count: number) => held.set(count),
    nodeLost: (node: NodeId) => {
      lost.inc();
      logger.warn({ event: 'node.lost', node });
    },
    takenForDead: () => {
      dead.inc();
      logger.error({ event: 'node.taken_for_dead' });
    },
    beatFailed: (err: unknown) => {
      failed.inc();
      // The first of a row says it; a beat comes twice a second.
      if (!isFailing) logger.warn({ event: 'node.beat_failed', err });
      isFailing = true;
    },
  };
}

function hintEvents(registry: Registry, logger: Logger) {
  const registers = [registry];
  const labelNames = ['kind'] as const;
  const sent = new Counter({ name: 'hints_sent_total', help: 'Hints given to NATS', labelNames, registers });
  const heard = new Counter({ name: 'hints_heard_total', help: 'Hints of other nodes', labelNames, registers });
  const invalid = new Counter({
    name: 'hints_invalid_total',
    help: 'Messages on the subject of hints that are none',
    registers,
  });
  const connected = new Gauge({ name: 'nats_connected', help: '1 while hints go over NATS', registers });
  let isFailing = false;
  return {
    hintSent: (kind: Hint['kind']) => sent.inc({ kind }),
    hintHeard: (kind: Hint['kind']) => heard.inc({ kind }),
    hintInvalid: () => invalid.inc(),
    natsConnected: (isConnected: boolean) => {
      isFailing = false;
      connected.set(isConnected ? 1 : 0);
      logger.info({ event: isConnected ? 'nats.connected' : 'nats.disconnected' });
    },
    natsFailed: (err: unknown) => {
      if (!isFailing) logger.warn({ event: 'nats.failed', err });
      isFailing = true;
    },
  };
}
