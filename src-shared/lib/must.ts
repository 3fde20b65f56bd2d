/** Returns `value`, or throws when it is null or undefined: for what only a bug can make absent. */
export function must<T>(value: T, what: string): NonNullable<T> {
  if (value === null || value === undefined) throw new Error(`bug: ${what} is missing`);
  return value;
}
