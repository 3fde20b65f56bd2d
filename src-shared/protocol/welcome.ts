import { z } from 'zod';

import { epochSchema, seqSchema } from '../domain/ids.ts';
import { personSchema } from '../domain/person.ts';
import { sessionSchema } from '../domain/session.ts';

/** The relay's answer to a good hello. Frames follow from the cursor, or a snapshot when the gap can't be proven whole. */
export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  protocol: z.number().int().positive(),
  epoch: epochSchema,
  /** Newest event at this instant, for "n left". */
  head: seqSchema,
  resume: z.enum(['frames', 'snapshot']),
  session: sessionSchema,
  workspaceName: z.string(),
  people: z.array(personSchema),
});
export type Welcome = z.infer<typeof welcomeSchema>;
