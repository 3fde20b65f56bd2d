import '../sync-client/zod-without-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-devanagari/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { themeSchema } from '../../src-shared/ipc/boot.ts';
import { must } from '../../src-shared/lib/must.ts';
import { applyTheme } from '../app/apply-theme.ts';
import { ConsoleProviders } from '../app/console-providers.tsx';
import { setTheme } from '../stores/theme-store.ts';
import { createText } from '../text/create-text.ts';
import { SCENES, SceneWindow } from './scenes.tsx';
import { NOW } from './seeds.ts';

/** `gallery.html?scene=inbox&theme=dark`: one designed state of the window from seeded data, at a fixed time. */
const asked = new URLSearchParams(location.search);
const name = asked.get('scene') ?? 'inbox';
const theme = themeSchema.parse(asked.get('theme') ?? 'system');
const scene = must(SCENES[name], `scene ${name}`);

setTheme(theme);
applyTheme(theme);
document.title = name;
createRoot(must(document.querySelector('#root'), '#root')).render(
  <ConsoleProviders
    text={createText({ locale: asked.get('locale') ?? 'en-GB', timeZone: 'UTC' })}
    timekeeper={{ now: () => NOW, startTimer: () => () => {} }}
  >
    <SceneWindow key={name} scene={scene} />
  </ConsoleProviders>,
);
