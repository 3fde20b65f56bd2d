import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import { MAX_TEXT_LENGTH } from '../../../src-shared/domain/text-limits.ts';
import type { ServiceWindowView } from '../../ui/service-window-view.ts';
import { sceneOf, threadOf, type Scene } from '../scene.ts';
import { CONVERSATIONS, NEXT_NUMBER } from '../seeded-inbox.ts';
import { ago, conversation, HOUR_MS, message } from '../seeds.ts';
import type { Step } from '../step.ts';

const NEAR_THE_LIMIT = 40;

function waitingSince(lastInboundAt: Conversation['lastInboundAt']): Conversation {
  return conversation(40, {
    name: 'Renée Dubois',
    lastMessage: message(1, { text: 'Is it ready?', minutesAgo: 30 }),
    lastInboundAt,
  });
}

/** One for each state of the service window. */
export const CONVERSATION_OF_WINDOW: Readonly<Record<ServiceWindowView['state'], Conversation>> = {
  never: waitingSince(null),
  closed: waitingSince(ago(26 * HOUR_MS)),
  urgent: waitingSince(ago(23.5 * HOUR_MS)),
  closing: waitingSince(ago(21 * HOUR_MS)),
  open: waitingSince(ago(HOUR_MS)),
};

function windowScenes(): Readonly<Record<string, () => Scene>> {
  return Object.fromEntries(
    Object.entries(CONVERSATION_OF_WINDOW).map(([state, seed]) => {
      const shown = { ...seed, lastActivityAt: ago(0) };
      const messages = seed.lastMessage === null ? [] : [seed.lastMessage];
      return [
        `window-${state}`,
        () => sceneOf({ conversations: [shown, ...CONVERSATIONS], open: shown.id, thread: threadOf(messages) }),
      ];
    }),
  );
}

const WRITING: readonly Step[] = [
  { does: 'focus', control: (t) => t('composer.label') },
  { does: 'type', text: 'Let me look that up for you, one moment please.' },
];
const FROM_THE_PHONE = message(NEXT_NUMBER, { origin: 'phone', text: 'I have sent you the new link.' });

/** What an agent meets while writing. */
export const COMPOSER_SCENES: Readonly<Record<string, () => Scene>> = {
  ...windowScenes(),
  writing: () => sceneOf({ steps: WRITING }),
  draft: () => sceneOf({ draft: 'We have it in blue and in\n\n– green\n– red' }),
  'phone-answering': () => sceneOf({ steps: [{ does: 'arrive', message: FROM_THE_PHONE }] }),
  answered: () => sceneOf({ steps: [...WRITING, { does: 'arrive', message: FROM_THE_PHONE }] }),
  'near-the-limit': () => sceneOf({ draft: 'x '.repeat(MAX_TEXT_LENGTH / 2 - NEAR_THE_LIMIT).trim() }),
  'over-the-limit': () => sceneOf({ draft: 'Dear customer, this goes on for a while. '.repeat(101) }),
};
