import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Tools run in the project's folder; this file may be read through a copy elsewhere (scripts/dev.ts). */
const fromRoot = (path: string) => resolve(process.cwd(), path);

export default defineConfig({
  main: {
    build: {
      // The package ships no node_modules: whatever main uses is bundled.
      externalizeDeps: false,
      minify: true,
      outDir: 'out/main',
      rolldownOptions: { input: { index: fromRoot('src-main/index.ts') } },
    },
  },
  preload: {
    build: {
      // A sandboxed preload has no module loader: one self-contained CommonJS file.
      externalizeDeps: false,
      minify: true,
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: fromRoot('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src-renderer'),
    publicDir: false,
    plugins: [react()],
    worker: { format: 'es' },
    server: { fs: { allow: [process.cwd()] } },
    build: {
      minify: true,
      outDir: 'out/renderer',
      // The content security policy allows neither inline scripts nor data: workers.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Loaded from disk, not over a network.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: { index: fromRoot('src-renderer/index.html') } },
    },
  },
});
