/** Faults ordered for what comes next, taken one at a time, first ordered first. */
export class FaultQueue<Fault> {
  readonly #ordered: Fault[] = [];

  order(fault: Fault, count: number): void {
    for (let index = 0; index < count; index += 1) this.#ordered.push(fault);
  }

  take(): Fault | undefined {
    return this.#ordered.shift();
  }

  clear(): void {
    this.#ordered.length = 0;
  }
}
