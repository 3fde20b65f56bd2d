import { z } from 'zod';

import type { Cursor } from '../../src-shared/domain/cursor.ts';
import { ackSchema } from '../../src-shared/protocol/ack.ts';
import { readHistorySchema, type ReadHistory } from '../../src-shared/protocol/history.ts';
import { describeProblem, refusal, type Refusal } from './read-up.ts';

/** What a console that was welcomed may say. A command is handed on as it came, to be answered by its id. */
export type Served =
  | { readonly kind: 'ack'; readonly cursor: Cursor }
  | { readonly kind: 'command'; readonly raw: unknown }
  | { readonly kind: 'read_history'; readonly request: ReadHistory }
  | Refusal;

const servedSchema = z.discriminatedUnion('type', [
  ackSchema,
  readHistorySchema,
  z.object({ type: z.literal('command'), command: z.unknown() }),
]);

/** Reads a message that came after the hello. */
export function readServed(json: unknown): Served {
  const parsed = servedSchema.safeParse(json);
  if (!parsed.success) return refusal('malformed', describeProblem(parsed.error));
  const message = parsed.data;
  switch (message.type) {
    case 'ack':
      return { kind: 'ack', cursor: message.cursor };
    case 'command':
      return { kind: 'command', raw: message.command };
    case 'read_history':
      return { kind: 'read_history', request: message };
  }
}
