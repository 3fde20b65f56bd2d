import { appearanceChangeSchema } from '../../src-shared/ipc/appearance.ts';
import { onAppearanceChosen, takeAppearance, watchAppearance } from '../stores/appearance-store.ts';

const CHANNEL_NAME = 'appearance';

type Root = { readonly dataset: Record<string, string | undefined> };

/**
 * Makes the style sheets of this window follow what is chosen, here and in the other windows of this console, by the
 * attributes of `root` that `tokens.css` reads. Returns the way to stop.
 */
export function applyAppearance(root: Root = document.documentElement): () => void {
  const otherWindows = new BroadcastChannel(CHANNEL_NAME);
  otherWindows.addEventListener('message', ({ data }) => takeAppearance(appearanceChangeSchema.parse(data)));
  const stops = [
    watchAppearance(({ theme, contrast, density }) => Object.assign(root.dataset, { theme, contrast, density })),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    onAppearanceChosen((change) => otherWindows.postMessage(change)),
    () => otherWindows.close(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
