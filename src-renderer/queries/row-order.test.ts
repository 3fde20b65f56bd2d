import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { ago, conversation } from '../devtools/seeds.ts';
import { indexOfRow, withRow } from './row-order.ts';

const rowsOf = (ages: readonly number[]) =>
  ages
    .toSorted((left, right) => left - right)
    .map((age, index) => ({ ...conversation(1000 - index, {}), lastActivityAt: ago(age) }));

test('a row is found where it stands, among any others', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.nat(), (ages, pick) => {
      const rows = rowsOf(ages);
      const index = pick % rows.length;
      expect(indexOfRow(rows, rows[index])).toBe(index);
      expect(indexOfRow(rows.toSpliced(index, 1), rows[index])).toBe(-1);
    }),
  );
  expect(indexOfRow(rowsOf([1, 2]), undefined)).toBe(-1);
});

test('a row that is added stands in its place', () => {
  const rows = rowsOf([1, 2, 3]);
  for (const [index, row] of rows.entries()) expect(withRow(rows.toSpliced(index, 1), row)).toEqual(rows);
});
