import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROW_HEIGHT } from './row-height.ts';

test('rows are counted as high as the style sheet makes them', () => {
  const css = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');
  const heights = [...css.matchAll(/--row-height: (\d+)px;/g)].map(([, pixels]) => Number(pixels));
  expect(heights).toEqual([ROW_HEIGHT.comfortable, ROW_HEIGHT.compact]);
});
