import { expect, test } from 'vitest';
import { Failure } from '../lib/failure.mjs';
import { grepOf, parseScreenshotFlags } from './screenshot-flags.ts';

test('names of scenes are taken as often as they are said', () => {
  expect(parseScreenshotFlags(['--only', 'inbox', '--only', 'readme'])).toEqual({
    help: false,
    only: ['inbox', 'readme'],
  });
});

test('what is no name of a scene, or no flag, is refused', () => {
  expect(() => parseScreenshotFlags(['--only', 'in(box'])).toThrow(Failure);
  expect(() => parseScreenshotFlags(['--onyl', 'inbox'])).toThrow(Failure);
});

test('one name takes no other scene whose name ends or begins alike', () => {
  const [, pattern = ''] = grepOf(['inbox', 'keys']);
  const titles = [
    'gallery.spec.ts inbox',
    'gallery.spec.ts keys',
    'gallery.spec.ts my-inbox',
    'gallery.spec.ts inbox-2',
  ];
  expect(titles.filter((title) => new RegExp(pattern).test(title))).toEqual(titles.slice(0, 2));
});

test('without a name nothing is left out', () => {
  expect(grepOf([])).toEqual([]);
});
