import { z } from 'zod';

/** Said once before the relay closes: why this peer is not served. */
export const refusedSchema = z.object({
  type: z.literal('refused'),
  code: z.enum(['protocol_too_old', 'protocol_too_new', 'malformed', 'hello_expected', 'too_slow', 'shutting_down']),
  /** For a log, not for matching. */
  detail: z.string(),
  floor: z.number().int().positive(),
  current: z.number().int().positive(),
});
export type Refused = z.infer<typeof refusedSchema>;

/** WebSocket close codes that follow a refusal (4000–4999 are free for applications, RFC 6455 §7.4.2). */
export const CLOSE_CODE = {
  protocol_too_old: 4001,
  protocol_too_new: 4002,
  malformed: 4003,
  hello_expected: 4004,
  too_slow: 4008,
  shutting_down: 1012,
} as const satisfies Record<Refused['code'], number>;
