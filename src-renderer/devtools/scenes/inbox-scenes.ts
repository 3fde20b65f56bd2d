import { must } from '../../../src-shared/lib/must.ts';
import { CONVERSATIONS, LONG_NAMES, RTL_THREAD, THREAD } from '../seeded-inbox.ts';
import { manyConversations, manyMessages } from '../crowd.ts';
import { ago } from '../seeds.ts';
import { sceneOf, statusOf, threadOf } from '../scene.ts';

const arabic = must(CONVERSATIONS[2], 'one in Arabic');
const handedOver = must(CONVERSATIONS[1], 'one handed over');
const CROWD_SIZE = 50_000;
const LONG_HISTORY = 5000;

/** The window at work, from nobody to 50,000. */
export const INBOX_SCENES = {
  inbox: () => sceneOf({}),
  'nothing-open': () => sceneOf({ open: null }),
  empty: () => sceneOf({ conversations: [], open: null }),
  'one-conversation': () => sceneOf({ conversations: CONVERSATIONS.slice(0, 1) }),
  'fifty-thousand': () => {
    const conversations = manyConversations(CROWD_SIZE);
    return sceneOf({ conversations, open: conversations[1]?.id ?? null });
  },
  'long-history': () => sceneOf({ thread: threadOf(manyMessages(LONG_HISTORY)) }),
  'long-names': () => sceneOf({ conversations: LONG_NAMES, open: LONG_NAMES[0]?.id ?? null }),
  scripts: () => sceneOf({ open: arabic.id, thread: threadOf(RTL_THREAD), draft: 'بالتأكيد' }),
  unread: () => sceneOf({ filter: 'unread', open: handedOver.id, thread: threadOf(THREAD) }),
  handoffs: () => sceneOf({ filter: 'handoff', open: handedOver.id }),
  'nothing-unread': () => sceneOf({ conversations: CONVERSATIONS.slice(0, 1), open: null, filter: 'unread' }),
  'nothing-handed-over': () => sceneOf({ conversations: CONVERSATIONS.slice(0, 1), open: null, filter: 'handoff' }),
  'loading-list': () =>
    sceneOf({
      conversations: null,
      open: null,
      status: statusOf({ cache: 'opening', link: { state: 'connecting', since: ago(0) } }),
    }),
  'loading-thread': () => sceneOf({ thread: null }),
} as const;
