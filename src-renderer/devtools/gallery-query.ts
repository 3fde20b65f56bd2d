import { z } from 'zod';
import { contrastSchema, densitySchema, themeSchema } from '../../src-shared/ipc/appearance.ts';

/** Which words the window speaks: its own, longer ones, or right-to-left ones made of its own. */
export const WORDINGS = ['own', 'long', 'rtl'] as const;
export type Wording = (typeof WORDINGS)[number];

const querySchema = z.object({
  /** Null: the index. */
  scene: z.string().nullable(),
  theme: themeSchema.catch('system'),
  contrast: contrastSchema.catch('system'),
  density: densitySchema.catch('comfortable'),
  /** BCP 47: whose words, dates and numbers. */
  locale: z.string().catch('en-GB'),
  words: z.enum(WORDINGS).catch('own'),
});

/** What the address of the gallery asks for, as in `gallery.html?scene=inbox&theme=dark`. */
export type GalleryQuery = z.infer<typeof querySchema>;

/** Reads the part of an address behind its `?`. What it does not know counts as not said. */
export function readGalleryQuery(search: string): GalleryQuery {
  const asked = new URLSearchParams(search);
  return querySchema.parse(Object.fromEntries(querySchema.keyof().options.map((name) => [name, asked.get(name)])));
}
