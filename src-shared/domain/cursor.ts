import { z } from 'zod';

import { epochSchema, seqSchema } from './ids.ts';

/** How far a reader of the log has come: everything up to and with `seq` of that `epoch` is applied. */
export const cursorSchema = z.object({ epoch: epochSchema, seq: seqSchema });
export type Cursor = z.infer<typeof cursorSchema>;
