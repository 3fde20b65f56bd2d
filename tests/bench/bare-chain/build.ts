import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = import.meta.dirname;
const common = { configFile: false, root, logLevel: 'warn', publicDir: false } as const;

/** Builds the console of the bare chain into `target`, which Electron can then start. */
export async function buildBareChain(target: string): Promise<void> {
  await buildForNode('main', join(target, 'main'), 'es');
  await buildForNode('preload', join(target, 'preload'), 'cjs');
  await build({
    ...common,
    worker: { format: 'es' },
    build: { outDir: join(target, 'renderer'), emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  await writeFile(join(target, 'package.json'), '{"type":"module","main":"main/main.js"}');
}

async function buildForNode(entry: 'main' | 'preload', outDir: string, format: 'es' | 'cjs'): Promise<void> {
  const entryFileNames = format === 'es' ? '[name].js' : '[name].cjs';
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: join(root, `${entry}.ts`),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames } },
    },
  });
}
