import { IDBObjectStore } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';

/** From now on no database takes a row, until the test ends or calls what is given. */
export function fillDisk(): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  });
  const free = () => spy.mockRestore();
  onTestFinished(free);
  return free;
}
