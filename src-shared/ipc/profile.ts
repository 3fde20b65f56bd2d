import { z } from 'zod';

import { personSchema } from '../domain/person.ts';
import { workspaceIdSchema } from '../domain/ids.ts';

/** Whose inbox this is. Kept by main, so that the inbox opens without the relay. */
export const profileSchema = z.object({
  /** Opaque name of the cache: one per (relay, workspace, person). */
  cacheKey: z.string().regex(/^[0-9a-f]{32}$/),
  workspace: workspaceIdSchema,
  workspaceName: z.string(),
  person: personSchema,
});
export type Profile = z.infer<typeof profileSchema>;
