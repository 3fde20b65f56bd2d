import { z } from 'zod';

import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { Unrecognised, UnreadReason } from '../events/unrecognised.ts';
import type { WebhookEvent } from '../events/webhook-event.ts';
import { id, objectOrNulls, orNull, phone } from './scalars.ts';

/** An object of the payload of which nothing is known yet. */
export type Loose = Readonly<Record<string, unknown>>;

/** One change of a delivery: a field, and what it says. */
export type Change = {
  readonly field: string;
  readonly value: Loose;
  /** The provider's id of the business number; null where the payload names none. */
  readonly number: string | null;
  /** The business number itself, E.164 with `+`. */
  readonly ownPhone: string | null;
  /** The provider's id of the account (`entry.id`). */
  readonly account: string | null;
  /** `entry.time`; only account-wide fields have it. */
  readonly at: EpochMs | null;
  /** The path to `value` in the payload. */
  readonly where: string;
};

/** The smallest thing that has a fate of its own: the raw text of it, and what it means. */
export type Reading = { readonly raw: unknown; readonly events: readonly WebhookEvent[] };

/** Reads the changes of one field. Pure and total: what it can't read, it says so with an `unrecognised`. */
export type ReadField = (change: Change) => readonly Reading[];

/** A field whose change has one fate as a whole. */
export function asOne(read: (change: Change) => readonly WebhookEvent[]): ReadField {
  return (change) => {
    const events = read(change);
    return events.length === 0 ? [] : [{ raw: change.value, events }];
  };
}

const metadataSchema = objectOrNulls({ phone_number_id: id, display_phone_number: phone });

const numberKeysSchema = z.object({
  metadata: metadataSchema,
  // The two fields without metadata that still name a number (facts §2.7, §2.10).
  recipient: metadataSchema,
  phone_number_settings: orNull(z.object({ phone_number_id: id })),
});

/** Which number a change is for. */
export function numberOf(value: Loose): Pick<Change, 'number' | 'ownPhone'> {
  const { metadata, recipient, phone_number_settings: settings } = numberKeysSchema.parse(value);
  return {
    number: metadata.phone_number_id ?? recipient.phone_number_id ?? settings?.phone_number_id ?? null,
    ownPhone: metadata.display_phone_number ?? recipient.display_phone_number,
  };
}

type Unread = { readonly reason: UnreadReason; readonly path?: string; readonly name?: string | null };

/** Says that a part of a change was not understood. `path` goes on from the change's value. */
export function unread(
  change: Pick<Change, 'field' | 'where'>,
  { reason, path = '', name = null }: Unread,
): Unrecognised {
  return {
    type: 'unrecognised',
    reason,
    field: change.field,
    where: `${change.where}${path}`.replace(/^\./, ''),
    name,
  };
}

/** What a schema makes of a value, or undefined. */
export function readOr<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** An element of a list in a change, and the path to it. */
export type Element = { readonly raw: unknown; readonly path: string };

/** The elements of `holder[key]`. Absent is empty; what is no list is taken for its only element. */
export function elementsOf(holder: Loose, key: string, path = ''): readonly Element[] {
  const list = holder[key];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [{ raw: list, path: `${path}.${key}` }];
  return list.map((raw: unknown, place) => ({ raw, path: `${path}.${key}[${place}]` }));
}
