import { z } from 'zod';

import { ackSchema } from './ack.ts';
import { helloSchema } from './hello.ts';
import { readHistorySchema } from './history.ts';
import { sendCommandSchema } from './send-command.ts';

/** What a console says to the relay. One JSON text message each, at most {@link MAX_UP_BYTES}. */
export const upSchema = z.discriminatedUnion('type', [helloSchema, ackSchema, sendCommandSchema, readHistorySchema]);
export type Up = z.infer<typeof upSchema>;

export const MAX_UP_BYTES = 64 * 1024;
