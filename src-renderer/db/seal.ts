import { z } from 'zod';

/** Names the key that a field is sealed with. `plain` = none: what persons wrote is stored as it is. */
const keyIdSchema = z.literal('plain');

export const sealedSchema = z.object({ key: keyIdSchema, content: z.unknown() });
export type Sealed = z.infer<typeof sealedSchema>;

/** The only way in for what is said of persons or by them. */
export function seal(content: unknown): Sealed {
  return { key: 'plain', content };
}

/** What was sealed, to be parsed by whoever knows its shape. */
export function unseal(sealed: Sealed): unknown {
  return sealed.content;
}
