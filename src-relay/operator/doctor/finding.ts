/** What the doctor looks at, in the order in which it does. */
export const CHECKS = [
  'settings',
  'data folder',
  'database',
  'durability',
  'integrity',
  'schema',
  'connections',
  'clock',
  'nodes',
  'port',
  'nats',
  'graph',
  'webhooks',
  'deliveries',
  'sending',
  'jobs',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** One thing the doctor has looked at. */
export type Finding = {
  readonly check: CheckName;
  /** `skipped`: it could not be looked at, or does not apply; `says` tells why. */
  readonly verdict: 'ok' | 'wrong' | 'skipped';
  readonly says: string;
  /** What to do; only where something is wrong. */
  readonly remedy?: string;
};

export function ok(check: CheckName, says: string): Finding {
  return { check, verdict: 'ok', says };
}

export function skipped(check: CheckName, says: string): Finding {
  return { check, verdict: 'skipped', says };
}

export function wrong(check: CheckName, says: string, remedy: string): Finding {
  return { check, verdict: 'wrong', says, remedy };
}
