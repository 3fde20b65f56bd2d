import { z } from 'zod';

import { contrastSchema, densitySchema, themeSchema } from '../../src-shared/ipc/appearance.ts';
import { languageChoiceSchema } from '../../src-shared/lib/language.ts';
import { jsonFile } from '../files/json-file.ts';
import type { Log } from '../logging/log.ts';

/** Where the window was: its bounds when not maximised, in the screen's own points. */
const placementSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
});
export type Placement = z.infer<typeof placementSchema>;

const settingsSchema = z.object({
  v: z.literal(1),
  theme: themeSchema.default('system'),
  contrast: contrastSchema.default('system'),
  density: densitySchema.default('comfortable'),
  language: languageChoiceSchema.default('system'),
  singleKeys: z.boolean().default(true),
  /** How large everything in the window is, as a factor. */
  zoom: z.number().min(0.5).max(4).default(1),
  window: placementSchema.nullable().default(null),
});
type Settings = z.infer<typeof settingsSchema>;

export type SettingsStore = {
  readonly current: () => Settings;
  /** Takes effect at once and is on disk when it returns. */
  readonly change: (part: Partial<Omit<Settings, 'v'>>) => void;
};

/** What this installation remembers of its look. An absent or broken file means the defaults. */
export function openSettings(path: string, log: Log): SettingsStore {
  const file = jsonFile(path, settingsSchema, log);
  let settings = file.read() ?? settingsSchema.parse({ v: 1 });
  return {
    current: () => settings,
    change: (part) => {
      settings = { ...settings, ...part };
      file.write(settings);
    },
  };
}
