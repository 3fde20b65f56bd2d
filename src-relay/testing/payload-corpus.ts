import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

const FIXTURES = fileURLToPath(new URL('../../tests/fixtures/', import.meta.url));

/** Webhook bodies written from the documented shapes: `<field>/<case>`, of deliveries as a whole `delivery/<case>`. */
export const PAYLOADS = join(FIXTURES, 'payloads');
const EVENTS = join(FIXTURES, 'payload-events');

/** What a payload says, as a person wrote it down from the documents: the line of `inspect` without its file. */
const expectedSchema = z.union([
  z.strictObject({ events: z.array(z.looseObject({ type: z.string() })) }),
  z.strictObject({ unrecognised: z.string() }),
]);

export type CorpusCase = {
  /** Within the corpus, with its extension. */
  readonly path: string;
  readonly body: Buffer;
  readonly expected: z.infer<typeof expectedSchema>;
};

/** Every payload of the corpus, by path. Throws when one has no expectation beside it. */
export function payloadCorpus(): readonly CorpusCase[] {
  return globSync('*/*', { cwd: PAYLOADS })
    .toSorted()
    .map((path) => ({
      path,
      body: readFileSync(join(PAYLOADS, path)),
      expected: expectedSchema.parse(JSON.parse(readFileSync(join(EVENTS, path.replace(/\.\w+$/, '.json')), 'utf8'))),
    }));
}

/** The expectations, by path without extension. */
export function expectationPaths(): readonly string[] {
  return globSync('*/*', { cwd: EVENTS }).map((path) => path.replace(/\.json$/, ''));
}
