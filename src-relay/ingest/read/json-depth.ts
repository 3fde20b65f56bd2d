/**
 * Whether a JSON value is nested in more than `limit` levels. JSON.parse takes any depth, but what prints or stores the
 * value afterwards does not: JSON.stringify ends at some thousands, PostgreSQL's `json` too. Does not recurse itself.
 */
export function isNestedDeeper(value: unknown, limit: number): boolean {
  let level = nestedIn([value]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = nestedIn(level.flatMap((one): unknown[] => Object.values(one)));
  }
  return false;
}

function nestedIn(values: readonly unknown[]): readonly object[] {
  return values.filter((value) => typeof value === 'object' && value !== null);
}
