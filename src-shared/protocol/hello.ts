import { z } from 'zod';

import { cursorSchema } from '../domain/cursor.ts';
import { deviceIdSchema } from '../domain/ids.ts';

/** The console's first message. The access token travels in the `Authorization` header of the upgrade. */
export const helloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.number().int().positive(),
  device: deviceIdSchema,
  /** Last processed event; null asks for a snapshot. */
  cursor: cursorSchema.nullable(),
  appVersion: z.string().max(64),
});
export type Hello = z.infer<typeof helloSchema>;
