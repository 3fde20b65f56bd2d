import { findPlace } from '../ingest/contacts.ts';
import type { Item } from '../ingest/raw-items.ts';
import type { PostgresLane } from '../log/lane.ts';
import { keepChoice } from './person-marks.ts';

/** The only category that customers can stop (facts §2.7). */
const MARKETING = 'marketing_messages';
const CHOICES: ReadonlyMap<string, boolean> = new Map([
  ['stop', true],
  ['resume', false],
]);

/** Keeps whether a customer wants marketing, also of somebody who has never written. */
export async function learnChoices(lane: PostgresLane, { events, inbox, receivedAt }: Item): Promise<void> {
  for (const event of events) {
    if (event.type !== 'contact.preference' || event.category !== MARKETING || inbox === null) continue;
    const isOptedOut = CHOICES.get(event.choice);
    if (isOptedOut === undefined) continue;
    const { contact } = await findPlace(lane, { person: event.person, inbox });
    await keepChoice(lane, contact, { isOptedOut, at: event.at ?? receivedAt });
  }
}
