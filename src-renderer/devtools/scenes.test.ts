import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conversationSchema } from '../../src-shared/domain/conversation.ts';
import { messageSchema } from '../../src-shared/domain/message.ts';
import { bannerView } from '../features/connection/banner-view.ts';
import { syncStatusSchema } from '../sync-client/sync-status.ts';
import { serviceWindowView } from '../ui/service-window-view.ts';
import { CARD_OF_CODE } from './queued-seeds.ts';
import { SCENE_GROUPS } from './scene-groups.ts';
import { CONVERSATION_OF_WINDOW } from './scenes/composer-scenes.ts';
import { LINKS, STATUS_OF_BANNER } from './scenes/link-scenes.ts';
import { MESSAGE_OF_STATUS, MESSAGES_OF_ORIGIN } from './scenes/message-scenes.ts';
import { NOW } from './seeds.ts';

/** Rows parsed of a scene: 50,000 would take their time and are all made from one. */
const MOST_PARSED = 50;

const scenes = SCENE_GROUPS.flatMap((group) => Object.entries(group.scenes));

function keysOf(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(record);
}

test('what is shown as a banner, card, status, link, origin or window state is what it is called', () => {
  expect(Object.values(STATUS_OF_BANNER).map((status) => bannerView({ ...status, news: 0 }, NOW).kind)).toEqual(
    keysOf(STATUS_OF_BANNER),
  );
  expect(Object.values(CARD_OF_CODE).map(({ code }) => code)).toEqual(keysOf(CARD_OF_CODE));
  expect(Object.values(MESSAGE_OF_STATUS).map(({ status }) => status)).toEqual(keysOf(MESSAGE_OF_STATUS));
  expect(Object.values(LINKS).map(({ state }) => state)).toEqual(keysOf(LINKS));
  expect(Object.values(MESSAGES_OF_ORIGIN).map(([first]) => first?.origin)).toEqual(keysOf(MESSAGES_OF_ORIGIN));
  expect(
    Object.values(CONVERSATION_OF_WINDOW).map(({ lastInboundAt }) => serviceWindowView(lastInboundAt, NOW).state),
  ).toEqual(keysOf(CONVERSATION_OF_WINDOW));
});

test('each of them has a scene', () => {
  const names = new Set(scenes.map(([name]) => name));
  const wanted = [
    'banner-caught-up',
    ...keysOf(STATUS_OF_BANNER).map((kind) => `banner-${kind}`),
    ...keysOf(LINKS).map((state) => `panel-${state}`),
    ...keysOf(CARD_OF_CODE).map((code) => `card-${code}`),
    ...keysOf(CONVERSATION_OF_WINDOW).map((state) => `window-${state}`),
  ].map((name) => name.replaceAll('_', '-'));
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});

test('a name leads to one scene', () => {
  const names = scenes.map(([name]) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
});

test.each(scenes)('%s holds what the sync worker could have sent', (_name, make) => {
  const { status, conversations, open, thread } = make();
  expect(syncStatusSchema.parse(status)).toEqual(status);
  for (const row of conversations?.slice(0, MOST_PARSED) ?? []) expect(conversationSchema.parse(row)).toEqual(row);
  for (const row of thread?.messages.slice(-MOST_PARSED) ?? []) expect(messageSchema.parse(row)).toEqual(row);
  expect(open === null || conversations?.some(({ id }) => id === open)).toBe(true);
});

test('the gallery has no component of its own but its index: it draws the window of the product', () => {
  const sources = globSync('src-renderer/devtools/**/*.{ts,tsx}').filter((file) => !file.endsWith('.test.ts'));
  const drawn = sources.flatMap((file) => {
    const imports = readFileSync(file, 'utf8').matchAll(/from '(?<path>[^']+\.tsx)'/g);
    return [...imports].map(({ groups }) => groups?.['path'] ?? '').filter((path) => /\/(?:features|ui)\//.test(path));
  });
  expect(sources).toContain('src-renderer/devtools/scene-window.tsx');
  expect(drawn).toEqual([]);
});
