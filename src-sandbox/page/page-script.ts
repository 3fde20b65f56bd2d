import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The page's program as one module for the browser, put together from `client/` in about half a second. */
export async function buildPageScript(): Promise<string> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('client', import.meta.url)),
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      rolldownOptions: { input: fileURLToPath(new URL('client/main.tsx', import.meta.url)) },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs.flatMap((output) => ('output' in output ? output.output : []));
  const entry = chunks.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  if (entry?.type !== 'chunk') throw new Error('the page was built without an entry');
  return entry.code;
}
