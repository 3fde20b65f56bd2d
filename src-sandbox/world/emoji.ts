import { z } from 'zod';

/** One emoji as people react with it (facts §5.3); its variation selector may be missing. */
export const emojiSchema = z
  .string()
  .regex(/^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v, 'one emoji and nothing else');
