import { z } from 'zod';

const LONGEST_TEXT = 4096;

/** Facts §5.3. */
export const textBodySchema = z.strictObject({
  body: z.string().min(1).max(LONGEST_TEXT),
  preview_url: z.boolean().optional(),
});
