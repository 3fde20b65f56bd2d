/** Hands the port to the worker and shows what it has stored. */
const SHOWN = 30;

const worker = new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
const log = document.querySelector('[role=log]');

window.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
  const [port] = ports;
  if (data === 'port' && port !== undefined) worker.postMessage(null, [port]);
});

worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (log === null || typeof data !== 'string') return;
  const article = document.createElement('article');
  article.textContent = data;
  log.append(article);
  if (log.childElementCount > SHOWN) log.firstElementChild?.remove();
});
