import { z } from 'zod';

/** Graph versions and the day each stops working (facts, "Version calendar"). */
const stopsWorkingMs: Readonly<Record<string, number | undefined>> = {
  'v20.0': Date.UTC(2026, 8, 24),
  'v21.0': Date.UTC(2027, 0, 21),
  'v22.0': Date.UTC(2027, 4, 20),
  'v23.0': Date.UTC(2027, 9, 8),
  'v24.0': Date.UTC(2028, 1, 18),
  'v25.0': Date.UTC(2028, 6, 29),
  'v26.0': undefined,
};

export type VersionState = 'live' | 'expired' | 'unknown';

/** What a version written in a path is worth at that time. */
export function stateOfVersion(version: string, nowMs: number): VersionState {
  if (!Object.hasOwn(stopsWorkingMs, version)) return 'unknown';
  const endMs = stopsWorkingMs[version];
  return endMs === undefined || nowMs < endMs ? 'live' : 'expired';
}

/** Versions whose webhooks the sandbox writes, all three alike; older ones carry `conversation` in statuses (facts §2.2). */
export const webhookVersionSchema = z.enum(['v24.0', 'v25.0', 'v26.0']);
