import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { commandSchema } from '../../src-shared/domain/command.ts';
import { canonicalJson } from '../../src-shared/lib/canonical-json.ts';
import { draftRowSchema } from './draft-row.ts';
import { JournalStores } from './journal-stores.ts';
import { JOURNAL_VERSION } from './journal-version.ts';
import { leftRowSchema } from './left-row.ts';
import { outboxRowSchema } from './outbox-row.ts';
import { freshStorage } from './testing/fresh-storage.ts';

/** One entry per version. Never change an entry that was released: raise the version and add one. */
const JOURNAL_HASHES: Record<number, string> = { 1: 'adc20a777b917e03', 2: 'a4c818f1fb9ee58e' };

function journalHash(): string {
  const stores = new JournalStores('shape', freshStorage()).tables.map(({ name, schema }) => [
    name,
    schema.primKey.src,
    ...schema.indexes.map(({ src }) => src),
  ]);
  const shapes = [outboxRowSchema, draftRowSchema, leftRowSchema, commandSchema].map((schema) =>
    z.toJSONSchema(schema),
  );
  return createHash('sha256')
    .update(canonicalJson(z.json().parse([stores, shapes])))
    .digest('hex')
    .slice(0, 16);
}

test('P1 what the journal holds changes only together with its version', () => {
  expect(
    journalHash(),
    'the journal changed: raise JOURNAL_VERSION, write its line of history, see that older rows are still read, add the new hash here',
  ).toBe(JOURNAL_HASHES[JOURNAL_VERSION]);
});
