import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';

import { z } from 'zod';

import { BackupError } from './backup-error.ts';
import { removeLeftOver, removeOnSignal, unfinishedName } from './unfinished-file.ts';

/** It holds what customers wrote: for the account that made it alone. */
const MODE = 0o600;

const FILE_CALLS: ReadonlySet<string> = new Set(['open', 'write', 'fsync', 'rename']);

export type Destination = { readonly file: string; readonly overwrites: boolean };

/**
 * Packs bytes into a file that is there whole or not at all: written beside it, on the disk, looked through by `check`,
 * and only then given its name. Gives what `check` gives. What is unfinished is removed, also when a signal ends the
 * process; what a process left that was killed is removed by the next one that writes to the same place.
 */
export async function writeWhole<T>(
  { file, overwrites }: Destination,
  bytes: AsyncIterable<Buffer>,
  check: (written: string) => Promise<T>,
): Promise<T> {
  await refuseTaken(file, overwrites);
  const unfinished = unfinishedName(file);
  const letStand = removeOnSignal(unfinished);
  try {
    await removeLeftOver(file);
    await pack(bytes, unfinished);
    const checked = await check(unfinished);
    await refuseTaken(file, overwrites);
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return checked;
  } catch (error) {
    throw withReason(error, file);
  } finally {
    await rm(unfinished, { force: true });
    letStand();
  }
}

const faultSchema = z.object({ code: z.string().startsWith('E'), syscall: z.string() });

/** What the file system refuses, in words; anything else as it is. */
function withReason(error: unknown, file: string): unknown {
  const fault = faultSchema.safeParse(error).data;
  const isOfFiles = fault !== undefined && FILE_CALLS.has(fault.syscall);
  return isOfFiles ? new BackupError(`${file} can't be written (${fault.code}).`, { cause: error }) : error;
}

async function refuseTaken(file: string, overwrites: boolean): Promise<void> {
  if (overwrites) return;
  const isTaken = await access(file).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new BackupError(`${file} is there already: choose another name, or add --force to replace it.`);
}

/** Ends when all of it is on the disk. */
async function pack(bytes: AsyncIterable<Buffer>, file: string): Promise<void> {
  const packing = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  await pipeline(bytes, packing, createWriteStream(file, { flags: 'wx', mode: MODE, flush: true }));
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  await using opened = await open(folder, 'r');
  await opened.sync();
}
