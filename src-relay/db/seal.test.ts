import { expect, test } from 'vitest';

import { contentHash, seal, unseal } from './seal.ts';

test('sealed content comes back as it was, also with what no other encoding carries', () => {
  const content = { name: 'Ada', text: 'a\u0000b \uD83D 😀' };
  expect(unseal(seal(content))).toEqual(content);
});

test('the same words under another salt have another hash', () => {
  const content = { text: 'yes' };
  const salt = Buffer.alloc(16, 1);
  expect(contentHash(content, salt)).toBe(contentHash({ ...content }, Buffer.alloc(16, 1)));
  expect(contentHash(content, Buffer.alloc(16, 2))).not.toBe(contentHash(content, salt));
});
