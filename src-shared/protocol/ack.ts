import { z } from 'zod';

import { cursorSchema } from '../domain/cursor.ts';

/** Everything up to the cursor is applied and durable in the console: gives the relay credit to send more. */
export const ackSchema = z.object({ type: z.literal('ack'), cursor: cursorSchema });
