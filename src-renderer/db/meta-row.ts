import { z } from 'zod';

import { cursorSchema } from '../../src-shared/domain/cursor.ts';
import { personSchema } from '../../src-shared/domain/person.ts';

/** What the cache knows of itself, one row per field. Absent = never written. */
export const metaSchema = z.object({
  cacheVersion: z.number().int().positive().optional(),
  /** Everything up to here is in the rows; absent while a snapshot is not whole. */
  cursor: cursorSchema.optional(),
  /** The snapshot that is being written: its place in the log and the page that comes next. */
  snapshot: cursorSchema.extend({ nextPage: z.number().int().positive() }).optional(),
  /** The directory of colleagues as of the last welcome. */
  people: z.array(personSchema).optional(),
});
export type Meta = z.infer<typeof metaSchema>;

export type MetaRow = { readonly field: keyof Meta; readonly value: unknown };
