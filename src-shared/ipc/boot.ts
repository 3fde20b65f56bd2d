import { z } from 'zod';

import { deviceIdSchema } from '../domain/ids.ts';
import { systemLocaleSchema } from '../lib/language.ts';
import { appearanceSchema } from './appearance.ts';
import { profileSchema } from './profile.ts';

/** What a window needs to know before it can paint. */
export const bootSchema = z.object({
  appVersion: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  systemLocale: systemLocaleSchema,
  appearance: appearanceSchema,
  /** Whether letters and signs act by themselves outside of text fields (WCAG 2.1.4 wants a way to switch that off). */
  singleKeys: z.boolean(),
  /** `memory`: this system has no keychain that protects, so the sign-in is forgotten when the console quits. */
  secrets: z.enum(['keychain', 'memory']),
  device: deviceIdSchema,
  /** Null until the first sign-in. */
  profile: profileSchema.nullable(),
});
export type Boot = z.infer<typeof bootSchema>;
