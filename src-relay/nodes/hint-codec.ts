import { z } from 'zod';

import { seqSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import type { Hint } from './hints.ts';

/** What goes over the wire. A kind that another version of the relay knows is invalid here, and is passed over. */
const hintSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('appended'), workspaceId: workspaceIdSchema, head: seqSchema }),
  z.object({ kind: z.literal('waiting'), workspaceId: workspaceIdSchema }),
]);

/** More than any hint has. */
const MAX_BYTES = 256;

export function encodeHint(hint: Hint): string {
  return JSON.stringify(hint);
}

/** Undefined for anything that is no hint. */
export function decodeHint(bytes: Uint8Array): Hint | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  try {
    return hintSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}
