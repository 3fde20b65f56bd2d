import { z } from 'zod';

import { personIdSchema } from './ids.ts';
import { roleSchema } from './role.ts';

/** A colleague, as the directory shows them. */
export const personSchema = z.object({ id: personIdSchema, name: z.string(), role: roleSchema });
export type Person = z.infer<typeof personSchema>;
