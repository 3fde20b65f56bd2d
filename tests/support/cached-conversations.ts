import type { Page } from '@playwright/test';
import { z } from 'zod';

/** A message as the console keeps it on this computer. */
const rowSchema = z.looseObject({
  conversation: z.number(),
  number: z.number(),
  sentAt: z.number(),
  sealed: z.object({ content: z.object({ text: z.string().nullable() }) }),
});

/**
 * What a console has kept of the log, read from its disk: the texts of each conversation, in the order in which they are
 * shown (rule S4). What came with a snapshot stands elsewhere, and is not among them.
 */
export async function cachedConversations(page: Page): Promise<readonly (readonly (string | null)[])[]> {
  const stored: unknown = await page.evaluate(readMessageStores);
  const rows = z.array(rowSchema).parse(stored);
  return [...Map.groupBy(rows, ({ conversation }) => conversation).values()].map((messages) =>
    messages
      .toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number)
      .map(({ sealed }) => sealed.content.text),
  );
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
async function readMessageStores(): Promise<unknown[]> {
  const { indexedDB: factory } = await navigator.storageBuckets.open('hot');
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- nothing outside of this function is in the window
  const answer = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(String(request.error))));
    });
  const found: unknown[] = [];
  for (const { name } of await factory.databases()) {
    const database = await answer(factory.open(name ?? ''));
    found.push(...(await answer<unknown[]>(database.transaction('messages').objectStore('messages').getAll())));
    database.close();
  }
  return found;
}
