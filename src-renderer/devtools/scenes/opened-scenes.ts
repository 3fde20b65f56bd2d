import { sceneOf, type Scene } from '../scene.ts';
import { SELF } from '../seeds.ts';
import type { Named, Step } from '../step.ts';

function pressed(control: Named): () => Scene {
  return () => sceneOf({ steps: [{ does: 'press', control }] });
}

function focused(control: Named): () => Scene {
  return () => sceneOf({ steps: [{ does: 'focus', control }] });
}

const openPalette: Step = { does: 'chord', key: 'k', ctrl: true };

/** What floats above the window: dialogs, menus, tooltips, popovers. */
export const OPENED_SCENES: Readonly<Record<string, () => Scene>> = {
  keys: pressed((t) => t('rail.keys')),
  handover: pressed((t) => t('thread.hand-over')),
  toast: () =>
    sceneOf({
      steps: [
        { does: 'press', control: (t) => t('thread.hand-over') },
        { does: 'press', control: (t) => t('handoff.do') },
      ],
    }),
  palette: () => sceneOf({ steps: [openPalette] }),
  'palette-found': () => sceneOf({ steps: [openPalette, { does: 'type', text: 'con' }] }),
  'palette-nothing': () => sceneOf({ steps: [openPalette, { does: 'type', text: 'qqqq' }] }),
  'palette-none-open': () => sceneOf({ open: null, steps: [openPalette] }),
  appearance: () =>
    sceneOf({
      steps: [
        { does: 'press', control: (t) => t('appearance.label') },
        { does: 'chord', key: 'ArrowDown' },
      ],
    }),
  person: pressed((t) => t('rail.person', { name: SELF.name })),
  'tooltip-rail': focused((t) => t('rail.keys')),
  'tooltip-header': focused((t) => t('thread.show-context')),
  'focus-tab': focused((t) => t('list.filter.unread')),
  'focus-composer': focused((t) => t('composer.label')),
  context: () => sceneOf({ steps: [{ does: 'chord', key: 'b', ctrl: true }] }),
  broken: () => sceneOf({ fault: 'TypeError: undefined is not an object' }),
};
