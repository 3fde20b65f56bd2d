import type { MessageDelay } from '../../../src-shared/domain/message-delay.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { Text } from '../../text/create-text.ts';
import { dayDistance } from '../../text/day-distance.ts';
import { delayEnd, delayReason } from './delay-words.ts';

/** Why a message waits and, where it is known, when it leaves; the day too where that is not today. */
export function delayWords(delay: MessageDelay, now: EpochMs, text: Text): string {
  const reason = text.t(delayReason(delay));
  const leaves = leavesWords(delayEnd(delay, now), now, text);
  return leaves === null ? reason : `${reason} ${leaves}`;
}

/** Since when WhatsApp has said nothing of a message, and what sending it again may bring about. */
export function overdueWords(since: EpochMs, now: EpochMs, text: Text): string {
  return dayDistance(since, now, text.timeZone) === 0
    ? text.t('unknown.detail', { time: text.clockTime(since) })
    : text.t('unknown.detail.day', { moment: text.moment(since, now) });
}

function leavesWords(end: ReturnType<typeof delayEnd>, now: EpochMs, text: Text): string | null {
  if (end === null) return null;
  if (end === 'soon') return text.t('delay.leaves.soon');
  return dayDistance(end, now, text.timeZone) === 0
    ? text.t('delay.leaves.at', { time: text.clockTime(end) })
    : text.t('delay.leaves.on', { moment: text.moment(end, now) });
}
