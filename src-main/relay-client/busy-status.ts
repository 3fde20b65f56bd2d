const BUSY: readonly number[] = [429, 503];

/** Whether an HTTP status says that the relay is there and takes nobody for the moment, whoever asks. */
export function isBusyStatus(status: number): boolean {
  return BUSY.includes(status);
}
