import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { must } from '../../src-shared/lib/must.ts';
import { projectRoot } from '../support/project-root.ts';

export type GallerySite = AsyncDisposable & {
  /** Address of a page of the gallery, with what stands behind its `?`. */
  readonly address: (query: string) => string;
};

/**
 * Builds the gallery into a folder of its own and serves it on a free port. Built, because a page then comes in a tenth
 * of the time; apart from the product's build, of which the gallery is never a part.
 */
export async function serveGallery(name: string): Promise<GallerySite> {
  const outDir = join(projectRoot, 'test-results', `gallery-${name}`);
  const root = join(projectRoot, 'src-renderer');
  const page = join(root, 'devtools', 'gallery.html');
  await build({
    configFile: false,
    root,
    plugins: [react()],
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      chunkSizeWarningLimit: 8000,
      rolldownOptions: { input: page },
    },
  });
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, strictPort: false, host: '127.0.0.1' },
  });
  const origin = must(server.resolvedUrls?.local[0], 'the address of the gallery');
  return {
    address: (query) => `${origin}devtools/gallery.html?${query}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
