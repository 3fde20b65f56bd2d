import { z } from 'zod';

/** Degrees (facts §5.3). */
export const locationBodySchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
});
