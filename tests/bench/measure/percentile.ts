import { must } from '../../../src-shared/lib/must.ts';

/** The nearest-rank percentile (`share` in 0…1) of at least one value. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return must(sorted[rank - 1], 'a value');
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
