import '../sync-client/zod-without-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-devanagari/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { must } from '../../src-shared/lib/must.ts';
import { applyAppearance } from '../app/apply-appearance.ts';
import { takeAppearance } from '../stores/appearance-store.ts';
import { GalleryIndex } from './gallery-index.tsx';
import { readGalleryQuery } from './gallery-query.ts';
import { findScene } from './scene-groups.ts';
import { showScene } from './show-scene.tsx';

/** `gallery.html` lists every designed state of the window; `gallery.html?scene=NAME` shows one, at a fixed time. */
const query = readGalleryQuery(location.search);
const root = createRoot(must(document.querySelector('#root'), '#root'));

takeAppearance({ theme: query.theme, contrast: query.contrast, density: query.density });
applyAppearance();
if (query.scene === null) {
  document.title = 'Gallery';
  root.render(<GalleryIndex />);
} else {
  document.title = query.scene;
  await showScene(root, must(findScene(query.scene), `scene ${query.scene}`), query);
}
