import { eventsOf } from '../ingest/read/read-delivery.ts';

/** What a terminal would obey instead of showing: control characters, and those that turn the direction of text. */
const NOT_FOR_TERMINALS = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const HEXADECIMAL = 16;

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
  return JSON.stringify(line).replaceAll(NOT_FOR_TERMINALS, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(HEXADECIMAL).padStart(4, '0')}`;
}
