import { test as base } from '@playwright/test';
import { openGallery, type GalleryWindow } from './gallery-window.ts';

const OPENS_WITHIN_MS = 60_000;

/** Tests that look at scenes: one window for all of a worker. */
export const test = base.extend<object, { readonly gallery: GalleryWindow }>({
  gallery: [
    async ({}, provide, { workerIndex }) => {
      await using gallery = await openGallery(String(workerIndex));
      await provide(gallery);
    },
    { scope: 'worker', timeout: OPENS_WITHIN_MS },
  ],
});
