import type { Input, WebContents } from 'electron';

import type { SettingsStore } from '../settings/settings.ts';

/** The sizes that a window goes through, as factors. At 4 a window of 1280 points is as wide as 320 (WCAG 1.4.10). */
const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
const USUAL = 1;

export type ZoomWish = 'in' | 'out' | 'usual';

type KeyPress = Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>;

const WISH_OF_KEY: ReadonlyMap<string, ZoomWish> = new Map([
  ['+', 'in'],
  ['=', 'in'],
  ['-', 'out'],
  ['_', 'out'],
  ['0', 'usual'],
]);

/**
 * Zooms a window by Ctrl or Command with plus, minus and zero, and keeps it so when it reloads. It opens as large as its
 * `zoomFactor` says: set before its first picture, another one can keep it from ever being ready to be shown.
 */
export function keepZoom(contents: WebContents, settings: SettingsStore): void {
  contents.on('did-finish-load', () => {
    const { zoom } = settings.current();
    if (contents.getZoomFactor() !== zoom) contents.setZoomFactor(zoom);
  });
  contents.on('before-input-event', (event, press) => {
    const wish = zoomWish(press);
    if (wish === null) return;
    event.preventDefault();
    const zoom = zoomed(settings.current().zoom, wish);
    contents.setZoomFactor(zoom);
    settings.change({ zoom });
  });
}

/**
 * What a key press asks of the zoom; null for any other. Plus counts with and without Shift, as keyboards differ.
 *
 * @internal its test asks it
 */
export function zoomWish({ type, key, control, meta, alt }: KeyPress): ZoomWish | null {
  if (type !== 'keyDown' || alt || control === meta) return null;
  return WISH_OF_KEY.get(key) ?? null;
}

/**
 * The factor after `wish`: the next step, kept within the steps.
 *
 * @internal its test asks it
 */
export function zoomed(factor: number, wish: ZoomWish): number {
  if (wish === 'usual') return USUAL;
  const next = wish === 'in' ? STEPS.find((step) => step > factor) : STEPS.findLast((step) => step < factor);
  return next ?? factor;
}
