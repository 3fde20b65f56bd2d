import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** The rows in sight and the selected one, which must exist for `aria-activedescendant`; -1 = none is selected. */
export function rowsToDraw(range: Range, selectedIndex: number): number[] {
  const inSight = defaultRangeExtractor(range);
  if (selectedIndex === -1 || inSight.includes(selectedIndex)) return inSight;
  return [...inSight, selectedIndex].toSorted((left, right) => left - right);
}
