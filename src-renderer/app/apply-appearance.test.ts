import { afterEach, expect, test } from 'vitest';
import type { AppearanceChange } from '../../src-shared/ipc/appearance.ts';
import { onAppearanceChosen, setDensity, setTheme, takeAppearance } from '../stores/appearance-store.ts';
import { applyAppearance } from './apply-appearance.ts';

const stops: (() => void)[] = [];
const otherWindow = new BroadcastChannel('appearance');

function apply(): Record<string, string | undefined> {
  const dataset: Record<string, string | undefined> = {};
  stops.push(applyAppearance({ dataset }));
  return dataset;
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  takeAppearance({ theme: 'system', contrast: 'system', density: 'comfortable' });
});

test('the style sheets see each choice', () => {
  const attributes = apply();
  expect(attributes).toEqual({ theme: 'system', contrast: 'system', density: 'comfortable' });
  setTheme('dark');
  setDensity('compact');
  expect(attributes).toEqual({ theme: 'dark', contrast: 'system', density: 'compact' });
});

test('what is taken from before or elsewhere is applied, and not told as a choice', () => {
  const attributes = apply();
  const chosen: AppearanceChange[] = [];
  stops.push(onAppearanceChosen((change) => chosen.push(change)));
  takeAppearance({ contrast: 'more' });
  setTheme('light');
  expect(attributes['contrast']).toBe('more');
  expect(chosen).toEqual([{ theme: 'light' }]);
});

test('a choice in one window reaches the others, and theirs reaches this one', async () => {
  const attributes = apply();
  const heard = new Promise((resolve) => {
    otherWindow.addEventListener('message', (event) => resolve(event.data), { once: true });
  });
  setTheme('dark');
  expect(await heard).toEqual({ theme: 'dark' });

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
  otherWindow.postMessage({ density: 'compact' });
  await expect.poll(() => attributes['density']).toBe('compact');
  expect(attributes['theme']).toBe('dark');
});
