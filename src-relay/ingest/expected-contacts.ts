import { sql } from 'kysely';

import type { ConversationId, InboxId } from '../../src-shared/domain/ids.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { ContactRow, Identity, Party } from './contacts.ts';

type Link = { readonly inbox: InboxId | null; readonly conversation: ConversationId | null };

/**
 * The contacts that a change will ask for, read in one go instead of one by one. What the change itself alters of a
 * person is forgotten, and read anew.
 */
export class ExpectedContacts {
  readonly #rows: ReadonlyMap<string, readonly (ContactRow & Link)[]>;
  readonly #forgotten = new Set<string>();

  constructor(rows: readonly (ContactRow & Link)[], parties: readonly Party[]) {
    const byName = new Map<string, (ContactRow & Link)[]>();
    for (const { person } of parties) for (const name of namesOf(person)) byName.set(name, []);
    for (const row of rows) for (const name of namesOf(row)) byName.get(name)?.push(row);
    this.#rows = byName;
  }

  /** Rows of those who have the party's user id or number; undefined where they have to be read. */
  rowsOf({ person, inbox }: Party): readonly ContactRow[] | undefined {
    const names = namesOf(person);
    if (names.some((name) => !this.#rows.has(name) || this.#forgotten.has(name))) return undefined;
    const rows = names.flatMap((name) => this.#rows.get(name) ?? []);
    return [...Map.groupBy(rows, ({ contact }) => contact).values()].flatMap((links) => {
      const [row] = links;
      const here = links.find((link) => link.inbox === inbox);
      return row === undefined ? [] : [{ ...row, conversation: here?.conversation ?? null }];
    });
  }

  forget(person: Identity): void {
    for (const name of namesOf(person)) this.#forgotten.add(name);
  }

  /** Every conversation of the contacts read. */
  get conversations(): readonly ConversationId[] {
    return [...this.#rows.values()].flatMap((rows) => rows.flatMap(({ conversation }) => conversation ?? []));
  }
}

/** Reads what is known of these people. */
export async function expectContacts(lane: PostgresLane, parties: readonly Party[]): Promise<ExpectedContacts> {
  const userIds = parties.flatMap(({ person }) => person.userId ?? []);
  const phones = parties.flatMap(({ person }) => person.phone ?? []);
  if (parties.length === 0) return new ExpectedContacts([], []);
  const { rows } = await sql<ContactRow & Link>`
    select c.contact, c.provider_user_id as "userId", c.phone, l.inbox, l.conversation
    from (
      select workspace_id, contact, provider_user_id, phone from contact
      where workspace_id = ${lane.workspaceId} and provider_user_id = any(${userIds})
      union
      select workspace_id, contact, provider_user_id, phone from contact
      where workspace_id = ${lane.workspaceId} and phone = any(${phones})
    ) as c left join contact_conversation as l on l.workspace_id = c.workspace_id and l.contact = c.contact`.execute(
    lane.tables,
  );
  return new ExpectedContacts(rows, parties);
}

function namesOf({ userId, phone }: Identity): string[] {
  return [...(userId === null ? [] : [`user/${userId}`]), ...(phone === null ? [] : [`phone/${phone}`])];
}
