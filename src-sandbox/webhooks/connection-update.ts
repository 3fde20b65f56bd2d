import { businessDigits, type BusinessAccount } from '../world/account.ts';
import type { ConnectionChange } from '../world/number-connection.ts';
import { accountUpdate, type Json, type WebhookUpdate } from './envelope.ts';

/** What became of the bond between phone and API, in the variant for coexistence: the number, no `waba_info` (facts §2.6). */
export function connectionUpdate(account: BusinessAccount, change: ConnectionChange, atMs: number): WebhookUpdate {
  return accountUpdate(account.wabaId, 'account_update', { value: valueOf(account, change), atMs });
}

function valueOf(account: BusinessAccount, change: ConnectionChange): Json {
  if (change.event !== 'PARTNER_REMOVED') return { event: change.event };
  return {
    event: change.event,
    phone_number: businessDigits(account),
    disconnection_info: { reason: change.reason, initiated_by: change.initiatedBy },
  };
}
