import type { Scene } from './scene.ts';
import { COMPOSER_SCENES } from './scenes/composer-scenes.ts';
import { INBOX_SCENES } from './scenes/inbox-scenes.ts';
import { LINK_SCENES } from './scenes/link-scenes.ts';
import { MESSAGE_SCENES } from './scenes/message-scenes.ts';
import { OPENED_SCENES } from './scenes/opened-scenes.ts';
import { OUTGOING_SCENES } from './scenes/outgoing-scenes.ts';

/** Makes a scene; those not looked at cost nothing. */
export type SceneMaker = () => Scene;

export type SceneGroup = {
  readonly title: string;
  /** By the name in the gallery's address. */
  readonly scenes: Readonly<Record<string, SceneMaker>>;
};

/** Every designed state of the window. */
export const SCENE_GROUPS: readonly SceneGroup[] = [
  { title: 'Inbox', scenes: INBOX_SCENES },
  { title: 'Connection', scenes: LINK_SCENES },
  { title: 'Messages', scenes: MESSAGE_SCENES },
  { title: 'Outgoing', scenes: OUTGOING_SCENES },
  { title: 'Composer', scenes: COMPOSER_SCENES },
  { title: 'Opened', scenes: OPENED_SCENES },
];

/** The scene of that name; undefined where there is none. */
export function findScene(name: string): SceneMaker | undefined {
  return SCENE_GROUPS.flatMap(({ scenes }) => Object.entries(scenes)).find(([given]) => given === name)?.[1];
}
