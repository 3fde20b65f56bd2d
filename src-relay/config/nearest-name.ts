/** So many letters may differ before two names have nothing to do with each other. */
const MOST_DIFFERENT = 4;

/** The known name that `wrong` was most likely meant to be; undefined where none is close. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= MOST_DIFFERENT ? best.name : undefined;
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of from.split('').entries()) {
    const line = [row + 1];
    for (const [column, other] of to.split('').entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1);
      const taken = (above[column + 1] ?? 0) + 1;
      const put = (line[column] ?? 0) + 1;
      line.push(Math.min(changed, taken, put));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
