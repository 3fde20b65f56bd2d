import { z } from 'zod';

import { momentSchema, opaqueIdSchema, personSchema, wordsSchema } from './shared-shapes.ts';

const number = opaqueIdSchema.nullable();

/** The phone's address book has this contact, new or changed; `person.name` is the name written there. */
export const contactSavedSchema = z.strictObject({
  type: z.literal('contact.saved'),
  number,
  at: momentSchema,
  person: personSchema,
  firstName: wordsSchema,
});

/** It was taken out of the phone's address book; the conversation stays. */
export const contactRemovedSchema = z.strictObject({
  type: z.literal('contact.removed'),
  number,
  at: momentSchema,
  person: personSchema,
});

/** The customer wants no more messages of a category, or wants them again. `choice`: `stop`, `resume`, … */
export const contactPreferenceSchema = z.strictObject({
  type: z.literal('contact.preference'),
  number,
  at: momentSchema,
  person: personSchema,
  category: wordsSchema,
  choice: z.string(),
  note: wordsSchema,
});
