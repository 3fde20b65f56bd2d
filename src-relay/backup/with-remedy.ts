import { orRemedy } from '../open-database.ts';
import { RelayStartError } from '../relay-start-error.ts';
import { BackupError } from './backup-error.ts';

/** Runs what needs files and the database; what the operator can remedy becomes the sentence that a command ends with. */
export async function withRemedy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupError) throw new RelayStartError(error.message, { cause: error });
    return orRemedy(() => Promise.reject(error));
  }
}
