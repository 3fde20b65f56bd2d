import { expect } from '@playwright/test';
import { axeProblems } from '../gallery/axe-check.ts';
import { test } from '../gallery/gallery-fixture.ts';
import { USUAL_VIEW } from '../gallery/gallery-window.ts';
import { layoutProblems } from '../gallery/layout-check.ts';

/** Long words, and letters that are tall and deep. */
const LANGUAGES = { Russian: 'ru-RU', Hindi: 'hi-IN' } as const;
/** Between them they show most of the words. */
const SCENES = [
  'inbox',
  'empty',
  'offline-cards',
  'failure-code',
  'window-closed',
  'context',
  'handover',
  'delay-registration',
  'delay-pace-tomorrow',
  'unknown-overdue',
  'unknown-yesterday',
  'retry-restored',
  'keys',
  'palette',
];

for (const [language, locale] of Object.entries(LANGUAGES)) {
  for (const scene of SCENES) {
    test(`${scene} in ${language} is accessible and fits`, async ({ gallery }) => {
      const view = { ...USUAL_VIEW, locale };
      await gallery.show(scene, view);
      await expect(gallery.page.locator('html')).toHaveAttribute('lang', locale);
      const usual = [...(await axeProblems(gallery.page, 'everything')), ...(await layoutProblems(gallery.page))];
      await gallery.look({ ...view, zoom: 2 });
      const zoomed = [...(await axeProblems(gallery.page, 'sizes')), ...(await layoutProblems(gallery.page))];
      expect({ usual, zoomed, complaints: gallery.complaints() }).toEqual({ usual: [], zoomed: [], complaints: [] });
    });
  }
}
