import { parseArgs } from 'node:util';
import { z } from 'zod';

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

/** What `npm run faults -- --help` tells. Throws for what is not understood. */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string' },
      seed: { type: 'string' },
      nodes: { type: 'string' },
      json: { type: 'boolean' },
      report: { type: 'string' },
    },
  });
  return flagsSchema.parse(values);
}
