import '../sync-client/zod-without-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-devanagari/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { contrastSchema, densitySchema, themeSchema } from '../../src-shared/ipc/appearance.ts';
import { must } from '../../src-shared/lib/must.ts';
import { applyAppearance } from '../app/apply-appearance.ts';
import { ConsoleProviders } from '../app/console-providers.tsx';
import { takeAppearance } from '../stores/appearance-store.ts';
import { createText } from '../text/create-text.ts';
import { SCENES, SceneWindow } from './scenes.tsx';
import { NOW } from './seeds.ts';

/** `gallery.html?scene=inbox&theme=dark&contrast=more&density=compact`: one designed state of the window from seeded data, at a fixed time. */
const asked = new URLSearchParams(location.search);
const name = asked.get('scene') ?? 'inbox';
const scene = must(SCENES[name], `scene ${name}`);

takeAppearance({
  theme: themeSchema.parse(asked.get('theme') ?? 'system'),
  contrast: contrastSchema.parse(asked.get('contrast') ?? 'system'),
  density: densitySchema.parse(asked.get('density') ?? 'comfortable'),
});
applyAppearance();
document.title = name;
createRoot(must(document.querySelector('#root'), '#root')).render(
  <ConsoleProviders
    text={createText({ locale: asked.get('locale') ?? 'en-GB', timeZone: 'UTC' })}
    timekeeper={{ now: () => NOW, startTimer: () => () => {} }}
  >
    <SceneWindow key={name} scene={scene} />
  </ConsoleProviders>,
);
