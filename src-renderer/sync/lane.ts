/** Runs jobs one after another, in the order given. A job that throws rejects its own promise and holds up nobody. */
export class Lane {
  #tail: Promise<unknown> = Promise.resolve();

  run<Result>(job: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(job);
    this.#tail = result.catch(() => null);
    return result;
  }
}
