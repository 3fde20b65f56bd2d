/** Why a backup could not be made, read or restored, with the remedy, in one sentence for the person at the terminal. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
