import { z } from 'zod';

import { languageChoiceSchema } from '../lib/language.ts';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** `more`: always high contrast; `system`: where the system asks for it. */
export const contrastSchema = z.enum(['system', 'more']);
export type Contrast = z.infer<typeof contrastSchema>;

/** How much stands on a screen. */
export const densitySchema = z.enum(['comfortable', 'compact']);
export type Density = z.infer<typeof densitySchema>;

/** How the console looks and speaks on this computer. */
export const appearanceSchema = z.object({
  theme: themeSchema,
  contrast: contrastSchema,
  density: densitySchema,
  language: languageChoiceSchema,
});
export type Appearance = z.infer<typeof appearanceSchema>;

/** One choice at a time, so that it never carries along what another window or the environment set. */
export const appearanceChangeSchema = z.union([
  z.strictObject({ theme: themeSchema }),
  z.strictObject({ contrast: contrastSchema }),
  z.strictObject({ density: densitySchema }),
  z.strictObject({ language: languageChoiceSchema }),
]);
export type AppearanceChange = z.infer<typeof appearanceChangeSchema>;
