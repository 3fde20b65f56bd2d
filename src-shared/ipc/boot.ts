import { z } from 'zod';

import { deviceIdSchema } from '../domain/ids.ts';
import { appearanceSchema } from './appearance.ts';
import { profileSchema } from './profile.ts';

/** What a window needs to know before it can paint. */
export const bootSchema = z.object({
  appVersion: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  /** BCP 47, of the system. */
  locale: z.string(),
  appearance: appearanceSchema,
  /** `memory`: this system has no keychain that protects, so the sign-in is forgotten when the console quits. */
  secrets: z.enum(['keychain', 'memory']),
  device: deviceIdSchema,
  /** Null until the first sign-in. */
  profile: profileSchema.nullable(),
});
export type Boot = z.infer<typeof bootSchema>;
