import { expect, test } from 'vitest';
import { avatarHue, initialsOf } from './avatar-face.ts';

test.each([
  ['Mariana Duarte', 'MD'],
  ['Luca', 'L'],
  ['ana de la cruz', 'AC'],
  ['Budi Santoso 🌴', 'BS'],
  ['🌴', ''],
  ['  ', ''],
  ['«Tom» O’Brien', 'TO'],
  ['Екатерина Воробьёва', 'ЕВ'],
  ['王小明', '王'],
])('the initials of %s are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a contact keeps its hue, and neighbours differ', () => {
  const hues = Array.from({ length: 64 }, (_, id) => avatarHue(id));
  expect(hues).toEqual(Array.from({ length: 64 }, (_, id) => avatarHue(id)));
  expect(new Set(hues).size).toBe(8);
  expect(hues.filter((hue, id) => hue === hues[id + 1])).toEqual([]);
});
