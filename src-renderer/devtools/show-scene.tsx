import type { Root } from 'react-dom/client';
import { selectConversation, setListFilter } from '../stores/selection-store.ts';
import { setCurrentSync } from '../sync-client/current-sync.ts';
import { speechOf } from '../../src-shared/lib/language.ts';
import { openText } from '../text/open-text.ts';
import type { GalleryQuery } from './gallery-query.ts';
import { withWording } from './pseudo-words.ts';
import { sceneBridge } from './scene-bridge.ts';
import type { SceneMaker } from './scene-groups.ts';
import { createSceneSync } from './scene-sync.ts';
import { SceneWindow } from './scene-window.tsx';
import { nextFrame, play } from './step.ts';

/**
 * Renders the scene and does its steps. `<html data-scene>` is `ready` once nothing will change any more, `failed` with
 * the reason in the console where a step could not be done.
 */
export async function showScene(root: Root, make: SceneMaker, query: GalleryQuery): Promise<void> {
  const page = document.documentElement;
  const scene = make();
  const sync = createSceneSync(scene);
  const speech = speechOf('system', { languages: [query.locale], formats: query.locale });
  const text = withWording(await openText(speech, 'UTC'), query.words);
  Object.defineProperty(window, 'echodesk', { value: sceneBridge });
  setCurrentSync(sync.client);
  selectConversation(scene.open);
  setListFilter(scene.filter);
  page.lang = text.locale;
  page.dir = query.words === 'rtl' ? 'rtl' : 'ltr';
  root.render(<SceneWindow scene={scene} text={text} />);
  try {
    await nextFrame();
    await play(scene.steps, { text, arrive: sync.arrive, turn: sync.turn });
    await document.fonts.ready;
    await nextFrame();
    page.dataset['scene'] = 'ready';
  } catch (error) {
    page.dataset['scene'] = 'failed';
    throw error;
  }
}
