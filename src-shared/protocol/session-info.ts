import { z } from 'zod';

import { personSchema } from '../domain/person.ts';
import { workspaceIdSchema } from '../domain/ids.ts';

/** Answer of `GET /v1/session` (bearer token): whom the token stands for. */
export const sessionInfoSchema = z.object({
  workspace: workspaceIdSchema,
  workspaceName: z.string(),
  person: personSchema,
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** Answer of `GET /v1/relay`: what IT asks first. */
export const relayInfoSchema = z.object({
  version: z.string(),
  protocol: z.number().int(),
  floor: z.number().int(),
  practice: z.boolean(),
});
export type RelayInfo = z.infer<typeof relayInfoSchema>;

/** Path of the WebSocket door. */
export const CONSOLE_PATH = '/v1/console';
