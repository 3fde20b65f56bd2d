import { eventsOf } from '../ingest/read/read-delivery.ts';
import { forTerminals } from './for-terminals.ts';

/**
 * One line of JSON, without its end, on what the body of a webhook says: `{"file","events"}`, or
 * `{"file","unrecognised"}` with the first reason when nothing in it was understood. The same body gives the same line.
 */
export function inspectedLine(file: string, body: Buffer): string {
  const events = eventsOf(body);
  const [first] = events;
  const isUnderstood = events.some(({ type }) => type !== 'unrecognised');
  const line =
    !isUnderstood && first?.type === 'unrecognised' ? { file, unrecognised: first.reason } : { file, events };
  return forTerminals(JSON.stringify(line));
}
