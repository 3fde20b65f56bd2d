import { z } from 'zod';

import { deviceIdSchema, personIdSchema, workspaceIdSchema } from './ids.ts';
import { roleSchema } from './role.ts';

/** Which part of the workspace a session sees. One view today; queues and masks make it finer. */
const viewSchema = z.object({ scope: z.literal('all') });

/** One signed-in console: what `mayReach` decides about. */
export const sessionSchema = z.object({
  workspace: workspaceIdSchema,
  person: personIdSchema,
  role: roleSchema,
  device: deviceIdSchema,
  view: viewSchema,
});
export type Session = z.infer<typeof sessionSchema>;
