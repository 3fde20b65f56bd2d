import type { ConversationId, InboxId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { Person } from './events/shared-shapes.ts';
import type { ExpectedContacts } from './expected-contacts.ts';

/** A contact, and its conversation on the inbox, undefined where there is none yet. */
export type Place = {
  readonly contact: number;
  readonly conversation: ConversationId | undefined;
};

/** At least one of the two is known. */
export type Identity = Pick<Person, 'userId' | 'phone'>;

export type Party = { readonly person: Identity; readonly inbox: InboxId };

/**
 * Finds the contact by the provider's user id, else by phone, and makes it if it is new. A phone number that comes with
 * another user id has changed hands: it is another person, and the number goes with it.
 */
export async function findPlace(lane: PostgresLane, party: Party, expected?: ExpectedContacts): Promise<Place> {
  const { userId, phone } = party.person;
  const rows = expected?.rowsOf(party) ?? (await findRows(lane, party));
  const byUser = rows.find((row) => userId !== null && row.userId === userId);
  const byPhone = rows.find((row) => phone !== null && row.phone === phone);
  if (byUser !== undefined) {
    if (phone !== null && byUser.phone !== phone) {
      forget(expected, party.person, rows);
      await movePhone(lane, phone, { from: byPhone, to: byUser });
    }
    return placeOf(byUser);
  }
  if (byPhone !== undefined && (userId === null || byPhone.userId === null)) {
    if (userId !== null) {
      forget(expected, party.person, rows);
      await update(lane, byPhone.contact, { provider_user_id: userId });
    }
    return placeOf(byPhone);
  }
  forget(expected, party.person, rows);
  if (byPhone !== undefined) await update(lane, byPhone.contact, { phone: null });
  return { contact: await addContact(lane, party.person), conversation: undefined };
}

function forget(expected: ExpectedContacts | undefined, person: Identity, rows: readonly ContactRow[]): void {
  for (const one of [person, ...rows]) expected?.forget(one);
}

export type ContactRow = {
  readonly contact: number;
  readonly userId: string | null;
  readonly phone: string | null;
  readonly conversation: ConversationId | null;
};

function findRows(lane: PostgresLane, { person, inbox }: Party): Promise<readonly ContactRow[]> {
  return lane.tables
    .selectFrom('contact as c')
    .leftJoin('contact_conversation as l', (join) =>
      join
        .onRef('l.workspace_id', '=', 'c.workspace_id')
        .onRef('l.contact', '=', 'c.contact')
        .on('l.inbox', '=', inbox),
    )
    .select(['c.contact', 'c.provider_user_id as userId', 'c.phone', 'l.conversation'])
    .where('c.workspace_id', '=', lane.workspaceId)
    .where((where) => where.or([where('c.provider_user_id', '=', person.userId), where('c.phone', '=', person.phone)]))
    .execute();
}

function placeOf({ contact, conversation }: ContactRow): Place {
  return { contact, conversation: conversation ?? undefined };
}

/** Notes whose conversation it is. */
export async function linkConversation(
  lane: PostgresLane,
  link: { contact: number; inbox: InboxId; conversation: ConversationId },
): Promise<void> {
  await lane.tables
    .insertInto('contact_conversation')
    .values({ workspace_id: lane.workspaceId, ...link })
    .execute();
}

/** A contact that is known by the number alone keeps it. */
async function movePhone(
  lane: PostgresLane,
  phone: string,
  { from, to }: { from: ContactRow | undefined; to: ContactRow },
): Promise<void> {
  if (from !== undefined && from.userId === null) return;
  if (from !== undefined) await update(lane, from.contact, { phone: null });
  await update(lane, to.contact, { phone });
}

async function update(
  lane: PostgresLane,
  contact: number,
  change: { provider_user_id?: string; phone?: string | null },
): Promise<void> {
  await lane.tables
    .updateTable('contact')
    .set(change)
    .where('workspace_id', '=', lane.workspaceId)
    .where('contact', '=', contact)
    .execute();
}

async function addContact(lane: PostgresLane, { userId, phone }: Identity): Promise<number> {
  const numbered = await lane.tables
    .updateTable('workspace')
    .set((row) => ({ last_contact: row('last_contact', '+', 1) }))
    .where('id', '=', lane.workspaceId)
    .returning('last_contact')
    .executeTakeFirst();
  const contact = must(numbered, `workspace ${lane.workspaceId}`).last_contact;
  await lane.tables
    .insertInto('contact')
    .values({ workspace_id: lane.workspaceId, contact, provider_user_id: userId, phone })
    .execute();
  return contact;
}
