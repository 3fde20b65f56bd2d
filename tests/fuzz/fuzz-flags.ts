import { parseArgs } from 'node:util';
import { z } from 'zod';

export const HELP = `npm run fuzz [-- --n N --seed S --bodies N --sockets N --p99 MS --json]

Fires seeded bad input at every door of a real relay on a real PostgreSQL: webhooks, handshakes, consoles, sign-ins and
HTTP itself; then posts big bodies all at once and opens sockets that never say who they are. Meanwhile a customer keeps writing and a console keeps
listening. Counts as a crash: the relay ends, a 5xx, a wrong answer, none in time, an error in its log, a neighbour refused.

  --n N         inputs, over all doors (20000)
  --seed S      what they are drawn from (1); the same seed fires the same
  --bodies N    bodies of 3 MB, all at once (0)
  --sockets N   sockets that never say who they are, some a byte a second (10000); as many files must be allowed (ulimit -n)
  --p99 MS      how long a neighbour's webhook may take, at the 99th percentile (1000)
  --json        without the list of what went wrong by name

Ends with a line of JSON, and with 1 unless crashes are 0 and memory stayed in its bounds.`;

const flagsSchema = z.object({
  n: z.coerce.number().int().positive().default(20_000),
  seed: z.string().min(1).default('1'),
  sockets: z.coerce.number().int().nonnegative().default(10_000),
  p99: z.coerce.number().positive().default(1000),
  bodies: z.coerce.number().int().nonnegative().default(0),
  json: z.boolean().default(false),
});
export type Flags = z.infer<typeof flagsSchema>;

/** Throws for what is not understood. */
export function readFlags(args: readonly string[]): Flags | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string' },
      seed: { type: 'string' },
      sockets: { type: 'string' },
      bodies: { type: 'string' },
      p99: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  return values.help === true ? 'help' : flagsSchema.parse(values);
}
