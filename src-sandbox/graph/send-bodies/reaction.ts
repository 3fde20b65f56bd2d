import { z } from 'zod';

/** One emoji, or nothing to take the last one back (facts §5.3). */
export const reactionBodySchema = z.strictObject({
  message_id: z.string().min(1),
  emoji: z.string().regex(/^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)?$/v),
});
