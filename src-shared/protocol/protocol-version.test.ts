import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { canonicalJson } from '../lib/canonical-json.ts';
import { downSchema } from './down.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from './protocol-version.ts';
import { upSchema } from './up.ts';

/** One entry per version. Never change an entry that was released: raise the version and add one. */
const WIRE_HASHES: Record<number, string> = { 1: '14d4afdf29faedcc', 2: '109bcd60172776ea' };

function wireHash(): string {
  const wire = [z.toJSONSchema(upSchema, { io: 'input' }), z.toJSONSchema(downSchema, { io: 'input' })];
  return createHash('sha256')
    .update(canonicalJson(z.json().parse(wire)))
    .digest('hex')
    .slice(0, 16);
}

test('P1 the wire changes only together with its version', () => {
  expect(wireHash(), 'the wire changed: raise PROTOCOL_VERSION, write its line of history, add the new hash here').toBe(
    WIRE_HASHES[PROTOCOL_VERSION],
  );
});

test('P1 the floor is not above the version', () => {
  expect(PROTOCOL_FLOOR).toBeLessThanOrEqual(PROTOCOL_VERSION);
});
