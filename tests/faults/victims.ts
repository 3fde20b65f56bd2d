import { between, type Random } from '../../src-sandbox/random.ts';
import type { NatsServer } from '../support/nats-server.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import type { FaultWorld } from './fault-world.ts';
import type { Victim, VictimKind } from './victim.ts';

/** Everything of the world that can be killed; `random` draws which backend. */
export function victimsOf({ nodes, postgres, nats, desk }: FaultWorld, random: Random): readonly Victim[] {
  return [
    ...nodes,
    desk,
    serverVictim('postgres', 'PostgreSQL', postgres),
    serverVictim('nats', 'NATS', nats),
    {
      kind: 'backend',
      name: 'a backend of PostgreSQL',
      // PostgreSQL may go away while it is asked for its backends.
      kill: () => postgres.killBackend((count) => between(random, 0, count - 1)).catch(() => false),
      bringBack: () => Promise.resolve(true),
    },
  ];
}

function serverVictim(kind: VictimKind, name: string, server: PostgresServer | NatsServer): Victim {
  return {
    kind,
    name,
    kill: async () => {
      if (!server.isRunning) return false;
      await server.kill();
      return true;
    },
    bringBack: async () => {
      await server.startAgain();
      return true;
    },
  };
}
