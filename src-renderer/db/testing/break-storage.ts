import { IDBObjectStore } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';

/** From now on no database does `operation`, until the test ends or calls what is given. */
export function breakStorage(operation: 'put' | 'get' | 'delete'): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, operation).mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  });
  const mend = () => spy.mockRestore();
  onTestFinished(mend);
  return mend;
}
