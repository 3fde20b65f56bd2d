import { z } from 'zod';

import { seenEventSchema } from '../domain/event.ts';
import { epochSchema, seqSchema } from '../domain/ids.ts';

/**
 * The events after `from` up to and with `to` that this session may see. The cursor moves to `to`, also over ranges
 * of which nothing may be seen. `live` = happening now; a replayed event never alerts (rule A1).
 */
export const frameSchema = z.object({
  type: z.literal('frame'),
  epoch: epochSchema,
  from: seqSchema,
  to: seqSchema,
  events: z.array(seenEventSchema),
  live: z.boolean(),
});
export type Frame = z.infer<typeof frameSchema>;
