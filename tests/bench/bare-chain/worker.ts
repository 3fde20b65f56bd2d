/** Stores each delivery, then gives its text to the page. */
type Stored = { readonly delivery: unknown };

const opening = indexedDB.open('bare', 1);
opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('delivery', { autoIncrement: true }));
const database = new Promise<IDBDatabase>((resolve, reject) => {
  opening.addEventListener('success', () => resolve(opening.result));
  opening.addEventListener('error', () => reject(new Error('the database does not open')));
});

async function store(delivery: unknown): Promise<void> {
  const row: Stored = { delivery };
  const transaction = (await database).transaction('delivery', 'readwrite');
  transaction.objectStore('delivery').put(row);
  transaction.addEventListener('complete', () => self.postMessage(textOf(delivery), {}));
}

function textOf(delivery: unknown): string {
  return /"body":"([^"]*)"/.exec(JSON.stringify(delivery))?.[1] ?? '';
}

self.addEventListener('message', ({ ports }: MessageEvent<unknown>) => {
  const [port] = ports;
  port?.addEventListener('message', ({ data }: MessageEvent<unknown>) => void store(data));
  port?.start();
});
