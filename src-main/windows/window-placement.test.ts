import { expect, test } from 'vitest';

import { openingOf } from './window-placement.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const second = { x: 1440, y: -200, width: 1920, height: 1080 };
const kept = { x: 100, y: 80, width: 1000, height: 700, maximised: false };

test('a first window has its usual size and the place that the system chooses', () => {
  expect(openingOf(null, [laptop])).toEqual({ width: 1280, height: 800, maximised: false });
});

test('a first window is not larger than a small screen', () => {
  expect(openingOf(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({
    width: 1024,
    height: 700,
    maximised: false,
  });
});

test('a window comes back where it was, also on the second screen', () => {
  expect(openingOf(kept, [laptop])).toEqual(kept);
  const there = { ...kept, x: 1800, y: -100, maximised: true };
  expect(openingOf(there, [laptop, second])).toEqual(there);
});

test('a window whose screen is gone comes back where the system chooses, as large as fits', () => {
  expect(openingOf({ ...kept, x: 1800, y: -100, width: 1900, maximised: true }, [laptop])).toEqual({
    width: 1440,
    height: 700,
    maximised: true,
  });
});

test('a window whose upper edge is out of reach is treated the same', () => {
  expect(openingOf({ ...kept, y: -500 }, [laptop])).toEqual({ width: 1000, height: 700, maximised: false });
  expect(openingOf({ ...kept, y: 850 }, [laptop])).toEqual({ width: 1000, height: 700, maximised: false });
});

test('a window that hangs over an edge is moved wholly onto the screen', () => {
  expect(openingOf({ ...kept, x: 1300, y: 500 }, [laptop])).toEqual({ ...kept, x: 440, y: 160 });
  expect(openingOf({ ...kept, x: -800, y: -20 }, [laptop])).toEqual({ ...kept, x: 0, y: 0 });
});

test('a window is never smaller than what it can show', () => {
  expect(openingOf({ ...kept, width: 10, height: 10, x: -5, y: 0 }, [laptop])).toEqual({
    width: 880,
    height: 560,
    maximised: false,
  });
});

test('no screen at all still opens a window', () => {
  expect(openingOf(kept, [])).toEqual({ width: 1000, height: 700, maximised: false });
});
