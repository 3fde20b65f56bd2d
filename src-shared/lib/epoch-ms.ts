import { z } from 'zod';

/** Milliseconds since 1970-01-01 UTC. */
export const epochMsSchema = z.number().int().nonnegative().brand<'EpochMs'>();
export type EpochMs = z.infer<typeof epochMsSchema>;

const MS_PER_SECOND = 1000;

export function epochMs(milliseconds: number): EpochMs {
  return epochMsSchema.parse(milliseconds);
}

/** The provider's clock has a grain of one second; times that are compared with it are floored to it. */
export function floorToSecond(at: EpochMs): EpochMs {
  return epochMs(Math.floor(at / MS_PER_SECOND) * MS_PER_SECOND);
}
