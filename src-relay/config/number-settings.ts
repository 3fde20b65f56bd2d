import { z } from 'zod';

import { graphVersion, httpUrl } from './setting-schemas.ts';

/** What the provider allows a number at most, in messages per second (facts: platform §5.10). */
const MAX_THROUGHPUT = 1000;

const sentences = {
  url: 'must be an http or https address.',
  version: 'must look like v26.0.',
  authHeader: 'must be the name of an HTTP header, such as D360-API-KEY.',
  token: 'must be an access token.',
  tokenFile: 'must be the path of a file that holds an access token.',
  throughput: `must be a whole number of messages per second from 1 to ${MAX_THROUGHPUT}.`,
} as const;

const words = (sentence: string) => z.string({ error: sentence }).trim().min(1, { error: sentence });

const numberSchema = z.strictObject({
  url: httpUrl(sentences.url).optional(),
  version: graphVersion(sentences.version).optional(),
  authHeader: z
    .string({ error: sentences.authHeader })
    .regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: sentences.authHeader })
    .transform((name) => name.toLowerCase())
    .optional(),
  token: words(sentences.token).optional(),
  tokenFile: words(sentences.tokenFile).optional(),
  throughput: z
    .int({ error: sentences.throughput })
    .min(1, { error: sentences.throughput })
    .max(MAX_THROUGHPUT, { error: sentences.throughput })
    .optional(),
});

export const NUMBER_KEYS: readonly string[] = Object.keys(numberSchema.shape);

/** By the provider's id of the number. */
export const numbersSchema = z.record(
  z.string().regex(/^\d+$/, { error: 'must be named by the id of the number, which is digits only.' }),
  numberSchema,
  { error: 'must be an object with a number id for each key.' },
);

export type NumberSettings = z.infer<typeof numberSchema>;
