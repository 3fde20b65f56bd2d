import { createHash } from 'node:crypto';

import { personalContentSchema, type PersonalContent } from '../../src-shared/domain/event.ts';
import { canonicalJson } from '../../src-shared/lib/canonical-json.ts';

/** Personal content as it lies in the database, with the key that opens it. */
export type Sealed = { readonly keyId: number; readonly sealed: Buffer };

/** The key that seals nothing: keys per contact come with the compliance work. */
const OPEN_KEY = 0;

/** The one way of personal content into the database. */
export function seal(content: PersonalContent): Sealed {
  return { keyId: OPEN_KEY, sealed: Buffer.from(canonicalJson(content)) };
}

/** The one way of personal content out of the database; throws when it was not made by {@link seal}. */
export function unseal({ keyId, sealed }: Sealed): PersonalContent {
  if (keyId !== OPEN_KEY) throw new Error(`bug: key ${keyId} is not known`);
  return personalContentSchema.parse(JSON.parse(sealed.toString()));
}

/** Content with what binds it to its event. */
type Bound = Sealed & { readonly salt: Buffer; readonly contentHash: string | null };

/** Content of an event; undefined where it is not what the event was appended with. Never throws. */
export function unsealBound({ salt, contentHash: expected, ...sealed }: Bound): PersonalContent | undefined {
  try {
    const content = unseal(sealed);
    return contentHash(content, salt) === expected ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Binds an event to its content. The salt lies with the content: once both are erased the hash says nothing. */
export function contentHash(content: PersonalContent, salt: Uint8Array): string {
  return createHash('sha256').update(salt).update(canonicalJson(content)).digest('hex');
}
