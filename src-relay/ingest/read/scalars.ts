import { z } from 'zod';

import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { opaqueIdSchema } from '../events/shared-shapes.ts';

/*
 * The small values of the provider's payloads. Sources disagree on numbers and strings (facts §8), so both are taken
 * everywhere, and what can't be read is null: one strange value never costs a whole message.
 */

const MS_PER_SECOND = 1000;

/** Makes a value optional: null where it is absent, null or not readable. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);
}

const numberAsText = z.int().transform(String);

/** Text as it is, or a number as text; empty text counts as absent. */
export const words = orNull(z.union([z.string().min(1), numberAsText]));

/** The same in lower case: for words of a set that may grow. */
export const word = words.transform((text) => text?.toLowerCase() ?? null);

/** An id, where the message makes no sense without one. */
export const requiredId = z.union([opaqueIdSchema, numberAsText.pipe(opaqueIdSchema)]);
export const id = orNull(requiredId);

/** A number is taken from text such as `12.50` too; one too great for a number is none. */
export const requiredDecimal = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform(Number)
  .pipe(z.number());
export const decimal = orNull(requiredDecimal);
export const requiredInteger = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
export const integer = orNull(requiredInteger);

export const flag = orNull(z.boolean());

/** Digits with or without `+`, and as people write them (`+44 20 …`). Gives E.164 with `+`. */
export const phone = orNull(
  z
    .union([z.string().regex(/^\+?[\d\s().-]{5,40}$/), numberAsText])
    .transform((written) => `+${written.replaceAll(/\D/g, '')}`)
    .pipe(z.string().regex(/^\+\d{5,20}$/)),
);

/** Seconds since 1970, as text or as a number. Gives epoch milliseconds. */
export const requiredSeconds = z
  .union([z.string().regex(/^\d{1,11}$/), z.int().nonnegative().max(99_999_999_999)])
  .transform((seconds) => epochMs(Number(seconds) * MS_PER_SECOND));
export const seconds = orNull(requiredSeconds);

/** Some payloads begin it with `@` (facts §3.2). */
export const username = words.transform((name) => name?.replace(/^@/, '') || null);

/** A list; one value alone stands for a list of one, and what is no list at all for an empty one. */
export const texts = z
  .union([z.array(z.unknown()), z.string().transform((text): unknown[] => [text])])
  .catch([])
  .transform((list) => list.flatMap((one) => words.parse(one) ?? []));

/** An object, or one whose values are what absent ones are. */
export function objectOrNulls<Shape extends z.ZodRawShape>(shape: Shape) {
  const schema = z.object(shape);
  const nulls = schema.parse({});
  return orNull(schema).transform((value) => value ?? nulls);
}

/** Each element that can be read; what is no list at all is an empty one. */
export function listOf<Schema extends z.ZodType>(element: Schema) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((list): z.output<Schema>[] =>
      list.flatMap((one) => {
        const parsed = element.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}
