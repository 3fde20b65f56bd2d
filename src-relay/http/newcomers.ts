import type { Duplex } from 'node:stream';

import type { Metrics } from '../observability/metrics.ts';
import { DOOR_LIMITS, type DoorLimits } from './door-limits.ts';

type Options = {
  /** Newcomers at once, at most. */
  readonly most: number;
  /** Hears of each that was let go for a newer one. Must not throw. */
  readonly onLetGo: () => void;
};

/**
 * Connections that have not proven who they are: by a webhook with a good signature, or by a token. Above the bound the
 * oldest is let go, never the newest refused: a flood can't lock out the provider and agents, who prove themselves with
 * their first request, within less time than a flood needs to push them out.
 */
export class Newcomers {
  readonly #options: Options;
  readonly #waiting = new Set<Duplex>();

  constructor(options: Options) {
    this.#options = options;
  }

  get count(): number {
    return this.#waiting.size;
  }

  connected(connection: Duplex): void {
    this.#waiting.add(connection);
    connection.once('close', () => this.#waiting.delete(connection));
    if (this.#waiting.size > this.#options.most) this.#letGoOldest();
  }

  /** From now on it is bounded by what it may do, no longer by when it came. */
  proved(connection: Duplex): void {
    this.#waiting.delete(connection);
  }

  #letGoOldest(): void {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return;
    this.#waiting.delete(oldest);
    this.#options.onLetGo();
    oldest.destroy();
  }
}

/** Those of one server, told to its metrics. */
export function watchNewcomers(
  metrics: Pick<Metrics, 'requestRefused' | 'newcomers'>,
  limits: Pick<DoorLimits, 'newcomers'> = DOOR_LIMITS,
): Newcomers {
  const newcomers = new Newcomers({ most: limits.newcomers, onLetGo: () => metrics.requestRefused('let_go') });
  metrics.newcomers(() => newcomers.count);
  return newcomers;
}
