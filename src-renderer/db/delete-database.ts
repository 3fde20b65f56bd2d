import { Dexie } from 'dexie';

import type { Storage } from './storage.ts';

/** Removes a database, closed or never opened. Nothing may hold it open. */
export async function deleteDatabase(name: string, storage: Storage): Promise<void> {
  await new Dexie(name, { ...storage }).delete();
}
