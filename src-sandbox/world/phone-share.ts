import type { Activity } from '../activity.ts';
import { between, shuffled, type Random } from '../random.ts';
import type { Cancel, Time } from '../time.ts';
import { appStateUpdate } from '../webhooks/app-state-update.ts';
import type { WebhookUpdate } from '../webhooks/envelope.ts';
import { historyDeclined, historyFileUpdate, historyUpdate } from '../webhooks/history-update.ts';
import type { BusinessAccount } from './account.ts';
import { AddressBook } from './address-book.ts';
import type { Customer } from './customers.ts';
import { PastChats } from './past-chats.ts';
import { WorldRefusal } from './refusal.ts';
import type { SyncType } from './onboarding.ts';
import type { World } from './world.ts';

export type PhoneShareDeps = {
  readonly account: BusinessAccount;
  readonly world: World;
  /** Pauses wait on it, so it may run at a speed. */
  readonly time: Time;
  readonly random: Random;
  readonly activity: Activity;
  readonly deliver: (update: WebhookUpdate) => void;
};

const ENTRIES_PER_UPDATE = 100;
const LONGEST_PAUSE_MS = 3000;

/** What the owner's phone shares with the API: its address book all along, and once what was said before onboarding. */
export class PhoneShare {
  readonly addressBook = new AddressBook();
  readonly pastChats = new PastChats();
  /** The owner's answer to the question of the sign-up (facts §4.3). */
  sharesHistory = true;
  readonly #deps: PhoneShareDeps;
  readonly #pauses = new Set<Cancel>();

  constructor(deps: PhoneShareDeps) {
    this.#deps = deps;
  }

  saveContact(customer: Customer, name: { readonly fullName: string; readonly firstName?: string | undefined }): void {
    const entry = { customer, fullName: name.fullName, firstName: name.firstName, atMs: this.#deps.time.nowMs() };
    this.addressBook.save(entry);
    this.#tell([appStateUpdate(this.#deps.account, [{ action: 'add', entry, parties: this.#parties(customer) }])]);
  }

  removeContact(customer: Customer): void {
    if (!this.addressBook.remove(customer)) {
      throw new WorldRefusal(`${customer.waId} is not in the phone's address book: save the contact first.`);
    }
    const entry = { atMs: this.#deps.time.nowMs() };
    this.#tell([appStateUpdate(this.#deps.account, [{ action: 'remove', entry, parties: this.#parties(customer) }])]);
  }

  /** The API asks for the address book or for the past (facts §4.4). Chunks come with pauses and out of order. */
  share(type: SyncType, onboardedAtMs: number): void {
    if (type === 'smb_app_state_sync') this.#spread(this.#wholeAddressBook());
    else if (!this.sharesHistory) this.#spread([historyDeclined(this.#deps.account)]);
    else this.#shareHistory(onboardedAtMs);
  }

  close(): void {
    for (const cancel of this.#pauses) cancel();
    this.#pauses.clear();
  }

  #wholeAddressBook(): readonly WebhookUpdate[] {
    const changes = this.addressBook
      .all()
      .map((entry) => ({ action: 'add', entry, parties: this.#parties(entry.customer) }) as const);
    const count = Math.ceil(changes.length / ENTRIES_PER_UPDATE);
    return Array.from({ length: count }, (_part, index) =>
      appStateUpdate(this.#deps.account, changes.slice(index * ENTRIES_PER_UPDATE, (index + 1) * ENTRIES_PER_UPDATE)),
    );
  }

  #shareHistory(onboardedAtMs: number): void {
    const { account, random } = this.#deps;
    const chunks = this.pastChats.chunks(onboardedAtMs);
    const files = this.pastChats.withFiles(onboardedAtMs);
    const updates = chunks.map((chunk) => historyUpdate(account, chunk, ({ customer }) => this.#parties(customer)));
    this.#spread([
      ...shuffled(random, updates),
      ...files.map((message) => historyFileUpdate(this.#parties(message.customer), message)),
    ]);
  }

  /** Tells them one after the other; they count as pending until the last is out. */
  #spread(updates: readonly WebhookUpdate[]): void {
    const end = this.#deps.activity.begin('delivery');
    const tellFrom = (index: number): void => {
      const update = updates[index];
      if (update === undefined) {
        end();
        return;
      }
      const cancel = this.#deps.time.after(between(this.#deps.random, 1, LONGEST_PAUSE_MS), () => {
        this.#pauses.delete(cancel);
        this.#deps.deliver(update);
        tellFrom(index + 1);
      });
      this.#pauses.add(cancel);
    };
    tellFrom(0);
  }

  /** The owner is at the phone; what it tells stays there while the number is cut off. */
  #tell(updates: readonly WebhookUpdate[]): void {
    const { world, deliver } = this.#deps;
    world.connection.phoneUsed();
    if (!world.connection.isConnected) return;
    for (const update of updates) deliver(update);
  }

  #parties(customer: Customer): ReturnType<World['parties']> {
    return this.#deps.world.parties(this.#deps.world.customers.byUserId(customer.userId) ?? customer);
  }
}
