import { z } from 'zod';

import { epochMsSchema } from '../../../src-shared/lib/epoch-ms.ts';

/** An id that the provider gave: opaque, at most 512 visible ASCII characters. */
export const opaqueIdSchema = z.string().regex(/^[\x21-\x7e]{1,512}$/);

/** E.164 with `+`. */
export const phoneSchema = z.string().regex(/^\+\d{5,20}$/);

export const momentSchema = epochMsSchema.nullable();
export const wordsSchema = z.string().nullable();

/** Whom a webhook speaks of. Null is what it does not say (facts §3.3: a phone number can be missing). */
export const personSchema = z
  .strictObject({
    userId: opaqueIdSchema.nullable(),
    parentUserId: opaqueIdSchema.nullable(),
    phone: phoneSchema.nullable(),
    username: z.string().nullable(),
    name: z.string().nullable(),
    identityHash: z.string().nullable(),
  })
  .meta({ id: 'person' });
export type Person = z.infer<typeof personSchema>;

/** Why the provider refused or lost something, in its own words. Decide on `code`; the rest is prose. */
export const failureSchema = z
  .strictObject({
    code: z.number().int().nullable(),
    title: wordsSchema,
    message: wordsSchema,
    details: wordsSchema,
    link: wordsSchema,
  })
  .meta({ id: 'failure' });
export type Failure = z.infer<typeof failureSchema>;

export const failuresSchema = z.array(failureSchema);
