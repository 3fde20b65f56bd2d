/** Saves pictures of every scene of the gallery to ECHODESK_SCREENSHOTS. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SCENE_GROUPS } from '../../src-renderer/devtools/scene-groups.ts';
import { test } from '../gallery/gallery-fixture.ts';
import { USUAL_VIEW, type View } from '../gallery/gallery-window.ts';
import { pictureFolder } from './picture-folder.ts';

/** Scenes of which every look is wanted. */
const MAIN = new Set(['inbox', 'nothing-open', 'fifty-thousand', 'scripts', 'offline-waiting', 'origins', 'palette']);

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

const FEW: readonly View[] = [
  USUAL_VIEW,
  { ...USUAL_VIEW, theme: 'dark' },
  { ...USUAL_VIEW, zoom: 2 },
  { ...USUAL_VIEW, words: 'rtl' },
];

const EVERY: readonly View[] = [
  ...SIZES.flatMap((size) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      (['system', 'more'] as const).flatMap((contrast) =>
        (['comfortable', 'compact'] as const).map((density): View => ({
          ...USUAL_VIEW,
          ...size,
          theme,
          contrast,
          density,
        })),
      ),
    ),
  ),
  { ...USUAL_VIEW, zoom: 2 },
  { ...USUAL_VIEW, words: 'rtl' },
  { ...USUAL_VIEW, words: 'long' },
];

function fileName({ width, zoom, theme, contrast, density, words }: View): string {
  const unusual = [
    contrast === 'more' ? 'contrast' : '',
    density === 'compact' ? 'compact' : '',
    zoom === 1 ? '' : `zoom-${zoom * 100}`,
    words === 'own' ? '' : words,
  ];
  return [String(width), theme, ...unusual].filter((part) => part !== '').join('-');
}

for (const { scenes } of SCENE_GROUPS) {
  for (const scene of Object.keys(scenes)) {
    test(scene, async ({ gallery }) => {
      const folder = pictureFolder('gallery', scene);
      for (const view of MAIN.has(scene) ? EVERY : FEW) {
        await gallery.show(scene, view);
        await expect(gallery.page.locator('html')).toHaveAttribute('data-scene', 'ready');
        const picture = await gallery.page.screenshot({ animations: 'disabled', caret: 'hide' });
        await writeFile(join(folder, `${fileName(view)}.png`), picture);
      }
      expect(gallery.complaints()).toEqual([]);
    });
  }
}
