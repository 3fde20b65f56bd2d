import { Counter, Gauge, type Registry } from 'prom-client';

import type { Refused } from '../../src-shared/protocol/refused.ts';
import type { Logger } from '../observability/logger.ts';
import type { UpgradeRefusal } from './upgrade-refusals.ts';

/** Said to the console, before the upgrade, or by the close code of a frame that is none. */
export type ConsoleRefusal = Refused['code'] | UpgradeRefusal | 'malformed_frame';

/** What fan-out reports, to metrics and to the log. None of these throws. */
export type FanoutEvents = {
  readonly consoleConnected: (resume: 'frames' | 'snapshot') => void;
  readonly consoleGone: () => void;
  readonly consoleRefused: (code: ConsoleRefusal) => void;
  /** It left its pings unanswered. */
  readonly consoleDead: () => void;
  readonly frameSent: (frame: { bytes: number; events: number; live: boolean }) => void;
  readonly snapshotPageSent: (bytes: number) => void;
  /** `read` gives what all consoles have not acknowledged, when it is asked for. */
  readonly unackedBytes: (read: () => number) => void;
  readonly fault: (where: 'upgrade' | 'message' | 'subscription', error: unknown) => void;
};

export function createFanoutEvents(registry: Registry, logger: Logger): FanoutEvents {
  return { ...connectionEvents(registry, logger), ...frameEvents(registry) };
}

function connectionEvents(registry: Registry, logger: Logger) {
  const registers = [registry];
  const open = new Gauge({
    name: 'consoles_connected',
    help: 'Consoles that are being served',
    registers,
  });
  const welcomed = new Counter({
    name: 'consoles_welcomed_total',
    help: 'Consoles welcomed, by how they go on',
    labelNames: ['resume'],
    registers,
  });
  const refused = new Counter({
    name: 'consoles_refused_total',
    help: 'Consoles refused, by reason',
    labelNames: ['code'],
    registers,
  });
  const dead = new Counter({
    name: 'consoles_dead_total',
    help: 'Consoles cut off because they left their pings unanswered',
    registers,
  });
  return {
    consoleConnected: (resume: 'frames' | 'snapshot') => {
      open.inc();
      welcomed.inc({ resume });
    },
    consoleGone: () => open.dec(),
    consoleRefused: (code: ConsoleRefusal) => {
      refused.inc({ code });
      logger.info({ event: 'console.refused', code });
    },
    consoleDead: () => dead.inc(),
    fault: (where: string, err: unknown) => logger.error({ event: 'console.fault', where, err }),
  };
}

function frameEvents(registry: Registry) {
  const registers = [registry];
  const frames = new Counter({
    name: 'frames_sent_total',
    help: 'Frames sent to consoles',
    labelNames: ['live'],
    registers,
  });
  const events = new Counter({
    name: 'frame_events_total',
    help: 'Events in the frames sent to consoles',
    registers,
  });
  const bytes = new Counter({
    name: 'fanout_bytes_total',
    help: 'Bytes of frames and snapshot pages sent to consoles',
    labelNames: ['kind'],
    registers,
  });
  return {
    frameSent: (frame: { bytes: number; events: number; live: boolean }) => {
      frames.inc({ live: String(frame.live) });
      events.inc(frame.events);
      bytes.inc({ kind: 'frame' }, frame.bytes);
    },
    snapshotPageSent: (size: number) => bytes.inc({ kind: 'snapshot' }, size),
    unackedBytes: (read: () => number) => {
      void new Gauge({
        name: 'consoles_unacked_bytes',
        help: 'Bytes sent to the consoles of this node, and not yet acknowledged as durable',
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
