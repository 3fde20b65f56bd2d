import type { ConversationId, InboxId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { Identity } from './events-of-change.ts';

/** The conversation of a contact on an inbox, undefined where there is none yet. */
export type Place = {
  readonly contact: number;
  readonly conversation: ConversationId | undefined;
};

/**
 * Finds the contact by the provider's user id, else by phone, and makes it if it is new. A phone number that comes with
 * another user id has changed hands: it is another person, and the number goes with it.
 */
export async function findPlace(
  lane: PostgresLane,
  { identity, inbox }: { identity: Identity; inbox: InboxId },
): Promise<Place> {
  const contact = await findContact(lane, identity);
  const row = await lane.tables
    .selectFrom('contact_conversation')
    .select('conversation')
    .where('workspace_id', '=', lane.workspaceId)
    .where('contact', '=', contact)
    .where('inbox', '=', inbox)
    .executeTakeFirst();
  return { contact, conversation: row?.conversation };
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

async function findContact(lane: PostgresLane, identity: Identity): Promise<number> {
  const { userId, phone } = identity;
  const rows = await lane.tables
    .selectFrom('contact')
    .select(['contact', 'provider_user_id as userId', 'phone'])
    .where('workspace_id', '=', lane.workspaceId)
    .where((where) => where.or([where('provider_user_id', '=', userId), where('phone', '=', phone)]))
    .execute();
  const byUser = rows.find((row) => userId !== null && row.userId === userId);
  const byPhone = rows.find((row) => phone !== null && row.phone === phone);
  if (byUser !== undefined) {
    if (phone !== null && byUser.phone !== phone) await movePhone(lane, phone, { from: byPhone, to: byUser });
    return byUser.contact;
  }
  if (byPhone !== undefined && (userId === null || byPhone.userId === null)) {
    if (userId !== null) await update(lane, byPhone.contact, { provider_user_id: userId });
    return byPhone.contact;
  }
  if (byPhone !== undefined) await update(lane, byPhone.contact, { phone: null });
  return addContact(lane, identity);
}

type ContactRow = { readonly contact: number; readonly userId: string | null };

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
