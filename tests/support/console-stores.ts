import type { Page } from '@playwright/test';
import { z } from 'zod';

/** Where the console keeps its databases; docs/ARCHITECTURE.md, "On disk". */
export type Bucket = 'hot' | 'journal';

const rowsSchema = z.array(z.array(z.unknown()));

/** Every row of those stores in the console's databases of that bucket, as of one instant each, read from its disk. */
export async function readStores(page: Page, bucket: Bucket, stores: readonly string[]): Promise<unknown[][]> {
  const found: unknown = await page.evaluate(readRows, { bucket, stores: [...stores] });
  return rowsSchema.parse(found);
}

declare global {
  /** The DOM's types have no storage buckets yet. */
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface adds to another
  interface Navigator {
    readonly storageBuckets: {
      readonly open: (name: string) => Promise<{ readonly indexedDB: IDBFactory }>;
    };
  }
}

/** Runs in the window. */
async function readRows({ bucket, stores }: { bucket: string; stores: string[] }): Promise<unknown[][]> {
  const { indexedDB: factory } = await navigator.storageBuckets.open(bucket);
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- nothing outside of this function is in the window
  const answer = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(String(request.error))));
    });
  const found: unknown[][] = stores.map(() => []);
  for (const { name } of await factory.databases()) {
    const database = await answer(factory.open(name ?? ''));
    const transaction = database.transaction(stores);
    const rows = await Promise.all(stores.map((store) => answer<unknown[]>(transaction.objectStore(store).getAll())));
    database.close();
    for (const [index, each] of rows.entries()) found[index]?.push(...each);
  }
  return found;
}
