/** Why the relay can't start, with the remedy, in one sentence for the person at the terminal. */
export class RelayStartError extends Error {
  override readonly name = 'RelayStartError';
}
