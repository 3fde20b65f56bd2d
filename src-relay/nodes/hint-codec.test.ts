import { expect, test } from 'vitest';

import { seqSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { decodeHint, encodeHint } from './hint-codec.ts';
import type { Hint } from './hints.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const workspaceId = workspaceIdSchema.parse(7);

test.each<Hint>([
  { kind: 'appended', workspaceId, head: seqSchema.parse(41) },
  { kind: 'waiting', workspaceId },
])('a hint is read as it was written: $kind', (hint) => {
  expect(decodeHint(bytes(encodeHint(hint)))).toEqual(hint);
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"kind":'],
  ['a kind of another version', '{"kind":"moved","workspaceId":7}'],
  ['no head', '{"kind":"appended","workspaceId":7}'],
  ['a head that is no number of events', '{"kind":"appended","workspaceId":7,"head":-1}'],
  ['more than any hint has', `{"kind":"waiting","workspaceId":7,"more":"${'x'.repeat(300)}"}`],
])('%s is no hint', (_what, text) => {
  expect(decodeHint(bytes(text))).toBeUndefined();
});

test('bytes that are no text are no hint', () => {
  expect(decodeHint(Uint8Array.of(0xff, 0xfe, 0x00))).toBeUndefined();
});
