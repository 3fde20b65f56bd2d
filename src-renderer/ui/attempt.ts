/** Lets `work` run on its own; where it fails, `onFailed` says so to the person who asked for it. */
export function attempt(work: Promise<unknown>, onFailed: () => void): void {
  void work.catch(onFailed);
}
