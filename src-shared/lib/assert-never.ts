/** Closes an exhaustive `switch`: a case that the compiler believes impossible throws. */
export function assertNever(value: never): never {
  throw new Error(`bug: unexpected case ${JSON.stringify(value)}`);
}
