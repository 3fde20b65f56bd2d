import { toUnixSeconds } from '../time.ts';
import type { AddressBookEntry } from '../world/address-book.ts';
import { numberUpdate, type Json, type WebhookUpdate } from './envelope.ts';
import type { Parties } from './message-update.ts';

/** A change of the address book on the phone, with the person's parties as Meta shows them. */
export type AddressBookChange = {
  readonly action: 'add' | 'remove';
  readonly entry: Pick<AddressBookEntry, 'atMs'> & Partial<AddressBookEntry>;
  readonly parties: Parties;
};

/** Shape from facts §2.4: `add` covers new and changed names; `remove` carries none. */
export function appStateUpdate(account: Parties['account'], changes: readonly AddressBookChange[]): WebhookUpdate {
  return numberUpdate(account, 'smb_app_state_sync', { state_sync: changes.map(wireChange) });
}

function wireChange({ action, entry, parties }: AddressBookChange): Json {
  return {
    type: 'contact',
    action,
    contact: action === 'add' ? named(entry, parties) : addressOf(parties),
    metadata: { timestamp: toUnixSeconds(entry.atMs) },
  };
}

function named({ fullName, firstName }: Partial<AddressBookEntry>, parties: Parties): Json {
  const { userId, username } = parties.customer;
  return {
    full_name: fullName,
    ...(firstName === undefined ? {} : { first_name: firstName }),
    ...(parties.isPhoneShown ? { phone_number: parties.customer.waId } : {}),
    user_id: userId,
    ...(username === undefined ? {} : { username }),
  };
}

function addressOf({ customer, isPhoneShown }: Parties): Json {
  return isPhoneShown ? { phone_number: customer.waId } : { user_id: customer.userId };
}
