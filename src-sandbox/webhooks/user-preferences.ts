import { toUnixSeconds } from '../time.ts';
import { numberUpdate, type WebhookUpdate } from './envelope.ts';
import { contactOf, type Parties } from './message-update.ts';

/** A user stops marketing messages or wants them again; the timestamp is a number here (facts §2.7). */
export function preferenceUpdate(parties: Parties, value: 'stop' | 'resume', atMs: number): WebhookUpdate {
  const { account, customer, isPhoneShown } = parties;
  return numberUpdate(account, 'user_preferences', {
    contacts: [contactOf(parties)],
    user_preferences: [
      {
        ...(isPhoneShown ? { wa_id: customer.waId } : {}),
        user_id: customer.userId,
        detail:
          value === 'stop'
            ? 'User requested to stop marketing messages'
            : 'User requested to resume marketing messages',
        category: 'marketing_messages',
        value,
        timestamp: Number(toUnixSeconds(atMs)),
      },
    ],
  });
}
