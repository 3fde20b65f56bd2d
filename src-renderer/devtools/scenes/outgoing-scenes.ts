import type { Message } from '../../../src-shared/domain/message.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { queuedRetry } from '../queued-seeds.ts';
import { sceneOf, statusOf, threadOf, type Scene } from '../scene.ts';
import { NEXT_NUMBER, THREAD } from '../seeded-inbox.ts';
import { message, NOW, type MessageSeed } from '../seeds.ts';
import { LINKS } from './link-scenes.ts';

const own: MessageSeed = { origin: 'agent', person: 1 };
const TOLD = THREAD.slice(-4);

/** Each reason for which a message waits, with what may be known of it. */
const DELAYED: Readonly<Record<string, Message['delay']>> = {
  'delay-pace': { reason: 'pace', code: null, until: epochMs(NOW + 7000) },
  'delay-pace-customer': { reason: 'pace', code: 131_056, until: epochMs(NOW + 4 * 60_000) },
  'delay-pace-tomorrow': { reason: 'pace', code: null, until: epochMs(NOW + 26 * 60 * 60_000) },
  'delay-provider-away': { reason: 'provider_away', code: null, until: epochMs(NOW + 30_000) },
  'delay-connection': { reason: 'number_stopped', code: 190, until: null },
  'delay-registration': { reason: 'number_stopped', code: 133_010, until: null },
  'delay-locked': { reason: 'number_stopped', code: 131_031, until: null },
  'delay-payment': { reason: 'number_stopped', code: 131_042, until: null },
  'delay-other': { reason: 'number_stopped', code: null, until: null },
};

function delayScenes(): Readonly<Record<string, () => Scene>> {
  return Object.fromEntries(
    Object.entries(DELAYED).map(([name, delay]) => {
      const waiting = message(NEXT_NUMBER, { ...own, status: 'accepted', delay, text: 'It is ready for you.' });
      return [name, () => sceneOf({ thread: threadOf([...TOLD, waiting]) })];
    }),
  );
}

const DOUBTFUL = message(NEXT_NUMBER, { ...own, status: 'unknown', text: 'Your order is ready.', minutesAgo: 12 });
const DOUBTFUL_YESTERDAY = message(NEXT_NUMBER + 1, {
  ...own,
  status: 'unknown',
  text: 'We have packed it, and it leaves with the first van tomorrow morning; somebody has to be at home to sign.',
  minutesAgo: 25 * 60,
});
const AGAIN = { state: 'waiting', code: null, message: NEXT_NUMBER } as const;

/** Own messages that wait, and one of which WhatsApp has said nothing for long, with what becomes of it. */
export const OUTGOING_SCENES: Readonly<Record<string, () => Scene>> = {
  ...delayScenes(),
  'unknown-overdue': () => sceneOf({ thread: threadOf([...TOLD, DOUBTFUL]) }),
  'unknown-yesterday': () => sceneOf({ thread: threadOf([DOUBTFUL_YESTERDAY, ...TOLD, DOUBTFUL]) }),
  'unknown-left': () =>
    sceneOf({
      thread: threadOf([...TOLD, DOUBTFUL], { left: [{ message: DOUBTFUL.number, attempt: 1 }] }),
    }),
  'retry-waiting': () =>
    sceneOf({
      status: statusOf({ pendingSends: 1, link: LINKS.offline }),
      thread: threadOf([...TOLD, DOUBTFUL], { queued: [queuedRetry(301, AGAIN)] }),
    }),
  'retry-not-taken': () =>
    sceneOf({
      status: statusOf({ pendingSends: 1 }),
      thread: threadOf([...TOLD, DOUBTFUL], {
        left: [{ message: DOUBTFUL.number, attempt: 1 }],
        queued: [queuedRetry(302, { ...AGAIN, state: 'stale', code: 'newer_reply' })],
      }),
    }),
  'retry-restored': () =>
    sceneOf({
      status: statusOf({ pendingSends: 1 }),
      thread: threadOf(TOLD, {
        queued: [queuedRetry(303, { ...AGAIN, state: 'stale', code: 'relay_restored' })],
      }),
    }),
  'sent-again': () => sceneOf({ thread: threadOf([...TOLD, { ...DOUBTFUL, status: 'delivered', attempt: 2 }]) }),
};
