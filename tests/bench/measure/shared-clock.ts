const EDGES = 5;

/**
 * What turns `performance.now()` of this process or page into milliseconds since 1970 with a grain far below one:
 * found at the edges of `Date.now()`, which every process of a machine reads from the same clock. Blocks for about
 * five milliseconds. Runs in Node and, handed over as a function, in a page.
 */
export function epochOfPerformanceZero(edges: number = EDGES): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < edges; index += 1) {
    const before = Date.now();
    let epoch = before;
    let elapsed = performance.now();
    while (epoch === before) {
      elapsed = performance.now();
      epoch = Date.now();
    }
    best = Math.max(best, epoch - elapsed);
  }
  return best;
}
