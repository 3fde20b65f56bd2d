import { z } from 'zod';

import { personIdSchema } from './ids.ts';

/** Who did it. `phone` is the owner with the WhatsApp Business App; `system` is the relay itself. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('agent'), person: personIdSchema }),
  z.object({ kind: z.literal('bot'), person: personIdSchema }),
  z.object({ kind: z.literal('phone') }),
  z.object({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actorSchema>;
