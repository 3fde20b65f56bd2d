import { isCard } from '../../../src-shared/domain/outbox-entry.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { Text } from '../../text/create-text.ts';
import { failureReason } from './failure-reason.ts';
import { overdueSince } from './message-outcome.ts';
import { delayWords } from './note-words.ts';
import { queuedReason, retryReason } from './queued-view.ts';
import type { ThreadRow } from './thread-rows.ts';

/** What stands below a row, to tell whether it became something else; empty where nothing does. */
export type Outcome = { readonly state: string; readonly words: string };
export type Outcomes = ReadonlyMap<string, Outcome>;

const NOTHING: Outcome = { state: '', words: '' };

/** Of each row by its key. The state does not change with the time alone, but where a wait for word is over. */
export function outcomesOf(rows: readonly ThreadRow[], now: EpochMs, text: Text): Outcomes {
  return new Map(rows.map((row) => [row.key, outcomeOf(row, now, text)]));
}

/** What became of rows that were there `before`, and what was not taken since; in words for those who listen. */
export function outcomeNews(before: Outcomes, after: Outcomes): string {
  return [...after]
    .filter(([key, { state }]) => state !== '' && isNews(before.get(key), state))
    .map(([, { words }]) => words)
    .join(' ');
}

/** A message that comes with its state is history; a card is new whenever it comes. */
function isNews(before: Outcome | undefined, state: string): boolean {
  return before === undefined ? state.startsWith('card') : before.state !== state;
}

function outcomeOf(row: ThreadRow, now: EpochMs, text: Text): Outcome {
  const { t } = text;
  if (row.kind === 'queued' && isCard(row.entry)) return card(t('queued.not-sent'), t(queuedReason(row.entry)));
  if (row.kind === 'queued_retry') return card(t('queued.not-sent-again'), t(retryReason(row.entry)));
  if (row.kind !== 'message' || row.retry !== null || row.isLeft) return NOTHING;
  const { delay, status, failureCode } = row.message;
  if (delay !== null) return { state: `${delay.reason} ${delay.code}`, words: delayWords(delay, now, text) };
  if (status === 'failed') return { state: `failed ${failureCode}`, words: t(failureReason(failureCode)) };
  if (status !== 'unknown') return NOTHING;
  if (overdueSince(row.message, now) === null) return { state: 'unknown', words: t('status.unknown.detail') };
  return { state: 'overdue', words: t('unknown.title') };
}

function card(title: string, reason: string): Outcome {
  return { state: `card ${reason}`, words: `${title} ${reason}` };
}
