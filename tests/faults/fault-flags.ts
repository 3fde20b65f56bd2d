import { parseArgs } from 'node:util';
import { z } from 'zod';

export const HELP = `npm run faults [-- --kills N --seed S --nodes N --json]

Kills relay nodes, PostgreSQL, NATS and the console by SIGKILL at drawn moments, while customers write, the owner answers
on the phone and agents reply, while webhooks are lost, repeated and reordered and calls to Graph time out after they
were accepted. Then compares what Meta delivered and accepted with what the log and every console hold.

  --kills N   (60)
  --seed S    what everything is drawn from (the time); the same seed draws the same faults
  --nodes N   relay processes on the one database (3)
  --json      without the table

Ends with a line of JSON, and with 1 when anything was lost, doubled, out of order or left a gap.`;

const flagsSchema = z.object({
  kills: z.coerce.number().int().positive().default(60),
  seed: z
    .string()
    .min(1)
    .default(() => String(Date.now())),
  nodes: z.coerce.number().int().positive().max(9).default(3),
  json: z.boolean().default(false),
  /** Where the outcome is left for `npm test`. */
  report: z.string().optional(),
});
export type Flags = z.infer<typeof flagsSchema>;

/** Throws for what is not understood. */
export function readFlags(args: readonly string[]): Flags | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string' },
      seed: { type: 'string' },
      nodes: { type: 'string' },
      json: { type: 'boolean' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  return values.help === true ? 'help' : flagsSchema.parse(values);
}
