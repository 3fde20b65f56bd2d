import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SCENE_GROUPS } from '../../src-renderer/devtools/scene-groups.ts';
import { axeProblems, type Judged } from '../gallery/axe-check.ts';
import { test } from '../gallery/gallery-fixture.ts';
import { USUAL_VIEW, type View } from '../gallery/gallery-window.ts';
import { keyboardProblems } from '../gallery/keyboard-check.ts';
import { layoutProblems } from '../gallery/layout-check.ts';
import { projectRoot } from '../support/project-root.ts';

type Look = { readonly name: string; readonly view: View; readonly judged: Judged };

const LOOKS: readonly Look[] = [
  { name: '200 %', view: { ...USUAL_VIEW, zoom: 2 }, judged: 'sizes' },
  { name: 'compact', view: { ...USUAL_VIEW, density: 'compact' }, judged: 'sizes' },
  { name: 'dark', view: { ...USUAL_VIEW, theme: 'dark' }, judged: 'colours' },
  { name: 'high contrast', view: { ...USUAL_VIEW, contrast: 'more' }, judged: 'colours' },
  { name: 'light', view: USUAL_VIEW, judged: 'everything' },
];

for (const { title, scenes } of SCENE_GROUPS) {
  for (const scene of Object.keys(scenes)) {
    test(`${title}: ${scene} is accessible, fits and can be used by keyboard`, async ({ gallery }) => {
      const { page } = gallery;
      await gallery.show(scene, USUAL_VIEW);
      await expect(page.locator('html')).toHaveAttribute('data-scene', 'ready');
      const problems: string[] = [];
      for (const { name, view, judged } of LOOKS) {
        await gallery.look(view);
        const found = [...(await axeProblems(page, judged)), ...(await layoutProblems(page))];
        problems.push(...found.map((problem) => `${name}: ${problem}`));
      }
      // Anew: where the focus stands is part of the scene, and other looks may have moved it.
      await gallery.show(scene, USUAL_VIEW);
      problems.push(...(await keyboardProblems(page)), ...gallery.complaints());
      expect(problems).toEqual([]);
    });
  }
}

test('the product has no gallery', () => {
  const files = globSync('out/renderer/**/*.{html,js}', { cwd: projectRoot });
  const found = files.filter((file) =>
    /gallery|data-scene|dataset\.scene/.test(readFileSync(join(projectRoot, file), 'utf8')),
  );
  expect(files).toContain(join('out', 'renderer', 'index.html'));
  expect(found).toEqual([]);
});
