import { expect, test } from 'vitest';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { englishText } from '../../text/open-text.ts';
import { delayWords, overdueWords } from './note-words.ts';

const MINUTE_MS = 60_000;
const text = englishText('en-GB', 'UTC');
const now = epochMs(Date.UTC(2026, 2, 10, 23, 55));

function paced(minutes: number): string {
  return delayWords({ reason: 'pace', code: null, until: epochMs(now + minutes * MINUTE_MS) }, now, text);
}

test('a wait that ends today is told by its time, and one over midnight by its day too', () => {
  expect(paced(4)).toMatch(/It leaves at 23:59\.$/);
  expect(paced(15)).toMatch(/It leaves tomorrow 00:10\.$/);
});

test('a wait whose end nobody knows is told without one', () => {
  expect(delayWords({ reason: 'number_stopped', code: 190, until: null }, now, text)).toMatch(/nothing is lost\.$/);
});

test('silence is told since its time, and since its day where that is not today', () => {
  expect(overdueWords(epochMs(now - 12 * MINUTE_MS), now, text)).toContain('since 23:43.');
  expect(overdueWords(epochMs(now - 24 * 60 * MINUTE_MS), now, text)).toContain('since yesterday 23:55.');
});
